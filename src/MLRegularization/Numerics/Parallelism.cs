namespace MLRegularization.Numerics;

/// <summary>Runs independent tasks on a given number of threads. Tasks own what they write, so results have the same bits for every number.</summary>
internal static class Parallelism
{
    /// <summary>The number of threads meant by an option: 0 is all cores.</summary>
    public static int Threads(int requested) => requested > 0 ? requested : Environment.ProcessorCount;

    /// <summary>Runs body(0) … body(count − 1), each once, in any order.</summary>
    public static void For(int count, int threads, Action<int> body, CancellationToken cancellation = default)
    {
        if (threads <= 1 || count <= 1)
        {
            for (int i = 0; i < count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                body(i);
            }
            return;
        }
        int next = -1;
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        try
        {
            // One claim at a time: tasks of falling size stay balanced.
            Parallel.For(0, Math.Min(threads, count), options, _ =>
            {
                for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                {
                    cancellation.ThrowIfCancellationRequested();
                    body(i);
                }
            });
        }
        catch (AggregateException e) when (e.InnerExceptions.Count > 0)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(
                e.InnerExceptions.FirstOrDefault(x => x is OperationCanceledException) ?? e.InnerExceptions[0]).Throw();
        }
    }
}
