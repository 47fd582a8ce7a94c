using MLRegularization.Numerics;

namespace MLRegularization.Tests.Numerics;

/// <summary>Threads that stay: every task once, round after round, also after sleep and after a failure.</summary>
[TestClass]
public sealed class CrewTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(4)]
    public void Run_ManyRounds_DoesEveryTaskOnceAndWaitsForAll(int threads)
    {
        using Crew crew = new(threads);
        Assert.AreEqual(threads, crew.Threads);
        int[] done = new int[40];
        Action<int> task = i => done[i]++;
        for (int round = 0; round < 1500; round++)
        {
            int tasks = round % 41;
            crew.Run(tasks, task);
            for (int i = 0; i < done.Length; i++)
            {
                Assert.AreEqual(i < tasks ? 1 : 0, done[i], $"round {round}, task {i}");
                done[i] = 0;
            }
        }
    }

    [TestMethod]
    public void Run_AfterThreadsFellAsleep_WakesThem()
    {
        using Crew crew = new(4);
        for (int round = 0; round < 5; round++)
        {
            using CountdownEvent all = new(4);
            // Nobody gets through before four threads are here.
            crew.Run(4, _ =>
            {
                all.Signal();
                Assert.IsTrue(all.Wait(TimeSpan.FromMinutes(1)));
            });
            Thread.Sleep(round * 10);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(4)]
    public void Run_TaskThrows_ReachesTheCallerAndTheCrewGoesOn(int threads)
    {
        using Crew crew = new(threads);
        for (int bad = 0; bad < 20; bad++)
        {
            InvalidOperationException thrown = Assert.ThrowsExactly<InvalidOperationException>(() => crew.Run(20, i =>
            {
                if (i == bad) throw new InvalidOperationException($"task {i}");
            }));
            Assert.AreEqual($"task {bad}", thrown.Message);
            int done = 0;
            crew.Run(20, _ => Interlocked.Increment(ref done));
            Assert.AreEqual(20, done);
        }
    }

    [TestMethod]
    public void Run_KeptDelegate_AllocatesNothing()
    {
        using Crew crew = new(2);
        Action<int> task = _ => { };
        for (int round = 0; round < 100; round++) crew.Run(4, task);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 100; round++) crew.Run(4, task);
        Assert.AreEqual(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [TestMethod]
    public void Dispose_WithoutARound_EndsTheThreads()
    {
        for (int i = 0; i < 20; i++) new Crew(4).Dispose();
    }
}
