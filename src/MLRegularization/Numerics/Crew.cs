using System.Runtime.ExceptionServices;

namespace MLRegularization.Numerics;

/// <summary>
/// Threads that stay for a whole training run and share out numbered tasks, thousands of times a second and without allocating.
/// Tasks own what they write, so results have the same bits for every number of threads.
/// </summary>
internal sealed class Crew : IDisposable
{
    /// <summary>Turns a thread waits busily before it sleeps: about as long as the work between two calls.</summary>
    private const int BusyTurns = 4000;

    private readonly Thread[] workers;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0);
    private Action<int>? body;
    private Exception? failure;
    private int[] claimed = []; // by task, the round in which a thread took it
    private int count, working, round, sleeping;
    private volatile bool ended;

    /// <summary>Starts threads.</summary>
    /// <param name="threads">All of them, with the caller; 1 starts none.</param>
    public Crew(int threads)
    {
        workers = new Thread[Math.Max(threads, 1) - 1];
        for (int t = 0; t < workers.Length; t++)
        {
            int own = t + 1;
            workers[t] = new Thread(() => Work(own)) { IsBackground = true, Name = "MLRegularization" };
            workers[t].Start();
        }
    }

    /// <summary>Threads, with the caller.</summary>
    public int Threads => workers.Length + 1;

    /// <summary>Runs task(0) … task(tasks − 1), each once, in any order, and waits for all of them. Keep the delegate: a new one each time would be an allocation.</summary>
    public void Run(int tasks, Action<int> task)
    {
        if (workers.Length == 0 || tasks <= 1)
        {
            for (int i = 0; i < tasks; i++) task(i);
            return;
        }
        body = task;
        count = tasks;
        if (claimed.Length < tasks) claimed = new int[tasks];
        failure = null;
        Volatile.Write(ref working, workers.Length);
        Interlocked.Increment(ref round);
        int asleep = Interlocked.Exchange(ref sleeping, 0);
        if (asleep > 0) wake.Release(asleep);
        Claim(0);
        SpinWait wait = default;
        while (Volatile.Read(ref working) > 0) wait.SpinOnce(sleep1Threshold: -1);
        if (failure is not null) ExceptionDispatchInfo.Capture(failure).Throw();
    }

    public void Dispose()
    {
        ended = true;
        Interlocked.Increment(ref round);
        if (workers.Length > 0) wake.Release(workers.Length);
        foreach (Thread worker in workers) worker.Join();
        wake.Dispose();
    }

    private void Work(int own)
    {
        int seen = 0;
        while (true)
        {
            Await(seen);
            seen = Volatile.Read(ref round);
            if (ended) return;
            Claim(own);
            Interlocked.Decrement(ref working);
        }
    }

    // Every thread begins with tasks of its own, the same in each round, whose data are still in its cache, and then helps the others.
    private void Claim(int own)
    {
        int present = Volatile.Read(ref round);
        try
        {
            for (int helped = 0; helped < Threads; helped++)
                for (int i = (own + helped) % Threads; i < count; i += Threads)
                    if (Interlocked.Exchange(ref claimed[i], present) != present) body!(i);
        }
        catch (Exception e)
        {
            lock (gate) failure ??= e;
            count = 0;
        }
    }

    private void Await(int seen)
    {
        for (int turn = 0; turn < BusyTurns; turn++)
        {
            if (Volatile.Read(ref round) != seen) return;
            Thread.SpinWait(10);
            if (turn % 64 == 63) Thread.Yield();
        }
        // Announce the sleep, then look once more: a round that began in between has either counted this thread or is seen here.
        Interlocked.Increment(ref sleeping);
        while (Volatile.Read(ref round) == seen) wake.Wait(50);
    }
}
