using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MLRegularization.Matrices;
using MLRegularization.Paths;

// Times the engine on the tables that the peers are timed on.
// usage: Benchmarks DIRECTORY TASK… with TASK one of path (lasso), enet (elastic net at α = 0.5), logistic, cv, logisticcv, loo; sizes tall, square, wide, text. Prints milliseconds, the median of five runs after one, and the process's largest memory.
//     or Benchmarks networks [CASE…] [epochs=N], which makes its own data.
//     or Benchmarks networktables DIRECTORY [TABLE…], which trains networks on tables that network_tables.py has prepared.
if (args is ["networks", ..]) return NetworkBenchmark.Run(args[1..]);
if (args is ["networktables", string tables, ..]) return NetworkTables.Run(tables, args[2..]);
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: bench networks [CASE…], bench networktables DIRECTORY [TABLE…], or bench DIRECTORY path|enet|logistic|cv|logisticcv|loo SIZE…: DIRECTORY holds SIZE.json, SIZE.x.f32 (column after column; sparse: SIZE.data.f32, .indices.i32, .indptr.i32), SIZE.y.f32 and, for logistic, SIZE.b.u8.");
    return 1;
}
string directory = args[0], task = args[1];
foreach (string size in args.Skip(2))
{
    string facts = File.ReadAllText(Path.Combine(directory, size + ".json"));
    using var json = System.Text.Json.JsonDocument.Parse(facts);
    int n = json.RootElement.GetProperty("n").GetInt32(), p = json.RootElement.GetProperty("p").GetInt32();
    T[] Values<T>(string kind) where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(Path.Combine(directory, $"{size}.{kind}"))).ToArray();
    IColumnMatrix features = File.Exists(Path.Combine(directory, size + ".indptr.i32"))
        ? new SparseColumns(n, [.. Values<int>("indptr.i32").Select(v => (long)v)], Values<int>("indices.i32"), [.. Values<float>("data.f32").Select(v => (double)v)])
        : DenseColumns.FromColumns<float>(Values<float>("x.f32"), n, p);
    double[] response = task.StartsWith("logistic", StringComparison.Ordinal) ? [.. Values<byte>("b.u8").Select(v => (double)v)] : [.. Values<float>("y.f32").Select(v => (double)v)];
    TrainingSet data = new(features, response);
    List<double> times = [];
    string result = "";
    for (int run = 0; run < 6; run++)
    {
        long start = Stopwatch.GetTimestamp();
        RegularizationPath path;
        if (task == "loo")
        {
            LeaveOneOut left = LeaveOneOut.Run(data);
            path = left.Path;
            result = string.Create(CultureInfo.InvariantCulture, $"lambda {path.Points[left.MinIndex].Lambda:G6} error {left.MeanError[left.MinIndex]:G6}");
        }
        else if (task is "cv" or "logisticcv")
        {
            CrossValidation validation = CrossValidation.Run(data, new PathOptions { Loss = task == "cv" ? LossKind.Squared : LossKind.Logistic }, new CrossValidationOptions { Folds = [Folds.Given([.. Enumerable.Range(0, n).Select(i => i % 10)])] });
            path = validation.Curves[0].Path;
            result = string.Create(CultureInfo.InvariantCulture, $"lambda.min {validation.Select(PathSelection.LambdaMin).Point.Lambda:G6} lambda.1se {validation.Select(PathSelection.Lambda1Se).Point.Lambda:G6} cv {validation.Curves[0].MeanError.Min():G6}");
        }
        else
        {
            path = PathSolver.Fit(data, new PathOptions { StopEarly = false, Alpha = task == "enet" ? 0.5 : 1, Loss = task == "logistic" ? LossKind.Logistic : LossKind.Squared });
            result = string.Create(CultureInfo.InvariantCulture, $"iterations {path.Points.Sum(q => q.Certificate.Iterations)} non-zeros {path.Points[^1].NonZeros} objective {path.Points[^1].Certificate.Objective:G10}");
        }
        if (run > 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        result += string.Create(CultureInfo.InvariantCulture, $" largest gap {path.Points.Max(q => q.Certificate.Gap):G2}");
    }
    times.Sort();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{task} {size}: {times[times.Count / 2]:F0} ms ({times[0]:F0} to {times[^1]:F0}), {result}, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:F0} MB"));
}
return 0;
