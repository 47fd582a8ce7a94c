using System.Diagnostics;
using System.Globalization;
using MLRegularization.Losses;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Layers;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;
using MLRegularization.Preparation;

/// <summary>
/// Times epochs of networks on synthetic rows: gathering of a shuffled batch, way up, loss, way down, gradients and Adam. Cases that end in -all are
/// regularised by batch norm, dropout of 0.3 and decoupled weight decay. Prints the medians of wall clock and of processor time (steadier where others
/// use the machine), the share of what the micro-kernel reaches on data in the first cache, measured beside every epoch, and what an epoch allocates.
/// </summary>
internal static class NetworkBenchmark
{
    private static readonly RegularizationSpec All = [new BatchNorm(), new Dropout(0.3), new WeightDecay(0.01)];

    private static readonly Case[] Cases =
    [
        new("small", [12, 64, 32], 32, 500, RegularizationSpec.None),
        new("medium", [50, 256, 256], 256, 100_000, RegularizationSpec.None),
        new("medium-all", [50, 256, 256], 256, 100_000, All),
        new("large", [50, 512, 512, 512], 1024, 100_000, RegularizationSpec.None),
        new("large-all", [50, 512, 512, 512], 1024, 100_000, All),
    ];

    /// <summary>Runs the named cases, or all, on 1 and 2 threads; "epochs=N" times N of them, 5 unless told.</summary>
    public static int Run(string[] words)
    {
        string[] names = [.. words.Where(w => !w.Contains('='))];
        int epochs = words.Where(w => w.StartsWith("epochs=", StringComparison.Ordinal)).Select(w => int.Parse(w[7..], CultureInfo.InvariantCulture)).FirstOrDefault(5);
        Console.WriteLine("| net | threads | ms/epoch | lowest | CPU ms | GFLOP/s | of the FMA limit | bytes/epoch |\n|---|---|---|---|---|---|---|---|");
        foreach (Case one in Cases.Where(c => names.Length == 0 || names.Contains(c.Name)))
            foreach (int threads in new[] { 1, 2 }) Time(one, threads, epochs);
        return 0;
    }

    private static void Time(Case one, int threads, int epochs)
    {
        using Crew crew = new(threads);
        using EpochRunner runner = new(one, crew);
        // Small nets repeat their epoch to fill a clock tick of processor time.
        int repeats = Math.Max(1, (int)(2e9 / one.Operations));
        for (Stopwatch warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < 2000;) runner.Epoch();
        List<double> wall = [], processor = [], limits = [];
        long allocated = GC.GetTotalAllocatedBytes(true);
        for (int e = 0; e < epochs; e++)
        {
            limits.Add(FmaLimit.Measure(crew));
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            for (int r = 0; r < repeats; r++) runner.Epoch();
            wall.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds / repeats);
            processor.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / repeats);
        }
        allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int r = 0; r < repeats; r++) runner.Epoch();
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        double ms = Median(wall), rate = one.Operations / wall.Min() / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {one.Name} | {threads} | {ms:G4} | {wall.Min():G4} | {Median(processor):G4} | {rate:F0} | {100 * rate / limits.Max():F0} % of {limits.Max():F0} | {allocated / repeats} |"));
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>A network and its rows; widths begin with the inputs, and one output follows.</summary>
    internal sealed record Case(string Name, int[] Widths, int Batch, int Rows, RegularizationSpec Regularization)
    {
        /// <summary>Floating-point operations of an epoch's products: two per weight and row on the way up, for the gradient and, above the first layer, on the way down.</summary>
        public double Operations
        {
            get
            {
                int[] all = [.. Widths, 1];
                double weights = all.Zip(all.Skip(1), (i, o) => (double)i * o).Sum();
                return 2.0 * Rows * ((3 * weights) - ((double)all[0] * all[1]));
            }
        }
    }

    private sealed class EpochRunner : IDisposable
    {
        private readonly Network network;
        private readonly ParameterUpdate update;
        private readonly BatchSource source;
        private readonly Action<RowRange> gather, loss;
        private readonly Action<ParameterSlice> changed;
        private int epoch;

        public EpochRunner(Case one, Crew crew)
        {
            NetworkSpec spec = NetworkSpec.Of(Activation.Relu, one.Widths[1..]) with { Regularization = one.Regularization };
            int inputs = one.Widths[0];
            network = NetworkBuilder.Build(spec, inputs, 1, one.Batch, trainable: true, crew);
            Initializer.Run(network.Parameters, Initialization.HeNormal, 1);
            network.Refresh();
            network.Pass.Training = true;
            update = new ParameterUpdate(network.Parameters, new Adam(), one.Regularization, crew: crew);
            RandomStream random = new(1);
            float[] table = [.. Enumerable.Range(0, one.Rows * inputs).Select(_ => (float)(random.NextUniform() - 0.5))];
            double[] labels = [.. Enumerable.Range(0, one.Rows).Select(i => Math.Sin(3 * table[i * inputs]) + table[(i * inputs) + 1])];
            OutputLoss top = new(new SquaredLoss(), network, one.Batch);
            source = new BatchSource(new BatchRows(new TrainingRows(new NetworkInputs(one.Rows, table), labels), network, top), one.Batch, 1, []);
            (gather, loss, changed) = (source.Gather, top.Backward, update.Apply);
        }

        public void Epoch()
        {
            source.BeginEpoch(epoch++);
            for (int b = 0; b < source.Batches; b++)
            {
                source.Begin(b);
                update.Begin(1e-3, 0);
                network.Step(gather, loss, changed);
                if (update.Finish()) network.Refresh();
            }
        }

        public void Dispose()
        {
            update.Dispose();
            network.Dispose();
        }
    }
}
