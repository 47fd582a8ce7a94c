using System.Diagnostics;
using MLRegularization.Matrices;
using MLRegularization.Paths;
string dir = args[0];
foreach (string name in args.Skip(1))
{
    var (n,p) = name switch { "tall"=>(100000,200), "square"=>(20000,2000), _=>(1000,10000) };
    byte[] raw = File.ReadAllBytes($"{dir}/{name}.x.f32"); float[] x = new float[(long)n*p]; Buffer.BlockCopy(raw,0,x,0,raw.Length);
    float[] yf = new float[n]; Buffer.BlockCopy(File.ReadAllBytes($"{dir}/{name}.y.f32"),0,yf,0,4*n);
    var data = new TrainingSet(DenseColumns.FromColumns<float>(x,n,p), yf.Select(v=>(double)v).ToArray());
    for (int rep=0; rep<4; rep++) {
      var sw=Stopwatch.StartNew();
      var path = PathSolver.Fit(data, new PathOptions{StopEarly=false});
      double a=sw.Elapsed.TotalMilliseconds;
      Console.WriteLine($"{name} path {a:F0} ms points {path.Points.Count} nnz {path.Points[^1].NonZeros} maxgap {path.Points.Max(q=>q.Certificate.Gap):E2} its {path.Points.Sum(q=>q.Certificate.Iterations)} dev {path.Points[^1].ExplainedDeviance:F4} obj {path.Points[^1].Certificate.Objective:R}");
    }
}
