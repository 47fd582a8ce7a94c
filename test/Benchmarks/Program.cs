using System.Diagnostics;
using MLRegularization.Matrices;
foreach (var (n,p) in new[]{(100000,200),(20000,2000)})
{
    var rnd = new Random(1);
    float[] x = new float[(long)n*p]; for (int i=0;i<x.Length;i++) x[i]=(float)rnd.NextDouble()-0.5f;
    var m = DenseColumns.FromColumns<float>(x, n, p);
    double[] y = new double[n]; for (int i=0;i<n;i++) y[i]=rnd.NextDouble();
    int[] part = new int[n]; for (int i=0;i<n;i++) part[i]=rnd.Next(10);
    foreach (int threads in new[]{1,2}) for (int rep=0; rep<4; rep++) {
      var sw=Stopwatch.StartNew();
      var mo = MomentPass<float>.Run(m,y,null,null,1,new double[p],0,threads,default); double a=sw.Elapsed.TotalMilliseconds; sw.Restart();
      var m10= MomentPass<float>.Run(m,y,null,part,10,new double[p],0,threads,default); double b=sw.Elapsed.TotalMilliseconds; sw.Restart();
      var md = MomentPass<double>.Run(m,y,null,null,1,new double[p],0,threads,default); double c=sw.Elapsed.TotalMilliseconds;
      Console.WriteLine($"{n}x{p} t{threads} float {a:F1} folds {b:F1} double {c:F1} ms; GF/s {1e-6*n*p*p/a:F0} err {mo[0][5,5]-md[0][5,5]:E2} {mo[0][50,5]-md[0][50,5]:E2} {Moments.Total(m10)[50,5]-md[0][50,5]:E2}");
    }
}
