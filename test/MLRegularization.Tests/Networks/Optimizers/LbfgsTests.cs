using MLRegularization.Losses;
using MLRegularization.Matrices;
using MLRegularization.Models;
using MLRegularization.Networks;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Training;
using MLRegularization.Numerics;
using MLRegularization.Paths;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Networks.Optimizers;

/// <summary>L-BFGS finds minima, says why it stopped and refuses what is not smooth.</summary>
[TestClass]
public sealed class LbfgsTests
{
    [TestMethod]
    public void Minimize_Rosenbrock_FindsTheValley()
    {
        double[] point = [.. Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? -1.2 : 1.0)];
        List<double> values = [];
        LbfgsResult result = new LbfgsSolver(new Lbfgs(GradientTolerance: 1e-9), Rosenbrock).Minimize(point, r =>
        {
            values.Add(r.Value);
            return true;
        });
        Assert.AreEqual(LbfgsEnd.GradientSmall, result.End);
        foreach (double v in point) Assert.AreEqual(1, v, 1e-8);
        Assert.IsLessThan(200, result.Evaluations);
        for (int i = 1; i < values.Count; i++) Assert.IsLessThanOrEqualTo(values[i - 1], values[i]);
    }

    [TestMethod]
    public void Minimize_IllConditionedQuadratic_LooksAboutAsOftenAsScipy()
    {
        double[] point = [.. Enumerable.Repeat(1.0, 50)];
        LbfgsResult result = new LbfgsSolver(new Lbfgs(GradientTolerance: 1e-8, MostIterations: 5000), (x, g) =>
        {
            double value = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double c = Math.Pow(10, 4.0 * i / (x.Length - 1));
                g[i] = c * x[i];
                value += 0.5 * c * x[i] * x[i];
            }
            return value;
        }).Minimize(point);
        Assert.AreEqual(LbfgsEnd.GradientSmall, result.End);
        // L-BFGS-B of SciPy 1.10.1 with the same history and tolerance: 1059.
        Assert.IsLessThan(1300, result.Evaluations);
    }

    [TestMethod]
    public void Minimize_WallsAndNoMinimumAndStops_EndWithTheirReason()
    {
        // log x has no value left of 0: steps over the wall are shortened.
        double[] wall = [10];
        Assert.AreEqual(LbfgsEnd.GradientSmall, new LbfgsSolver(new Lbfgs(GradientTolerance: 1e-9), (x, g) =>
        {
            g[0] = 1 - (0.001 / x[0]);
            return x[0] - (0.001 * Math.Log(x[0]));
        }).Minimize(wall).End);
        Assert.AreEqual(0.001, wall[0], 1e-9);
        Assert.AreEqual(LbfgsEnd.NotANumber, new LbfgsSolver(new Lbfgs(), (x, g) => double.NaN).Minimize([1]).End);
        Assert.AreEqual(LbfgsEnd.MostIterations, new LbfgsSolver(new Lbfgs(MostIterations: 3), Rosenbrock).Minimize([-1.2, 1]).End);
        Assert.AreEqual(LbfgsEnd.Stopped, new LbfgsSolver(new Lbfgs(), Rosenbrock).Minimize([-1.2, 1], r => r.Iterations < 2).End);
        // |x| has no small gradient anywhere.
        Assert.AreEqual(LbfgsEnd.NoProgress, new LbfgsSolver(new Lbfgs(), (x, g) =>
        {
            g[0] = x[0] > 0 ? 1 : -1;
            return Math.Abs(x[0]);
        }).Minimize([0.7]).End);
    }

    [TestMethod]
    public void Minimize_LinearNetworkWithL2_IsTheRidgeSolution()
    {
        const double lambda = 0.1;
        using Table table = new(NetworkSpec.Of(Activation.Relu) with { Regularization = [new L2(lambda)] });
        LbfgsResult result = table.Minimize(new Lbfgs(GradientTolerance: 1e-6));
        Assert.AreEqual(LbfgsEnd.GradientSmall, result.End);
        TrainingSet data = new(DenseColumns.FromColumns<double>(table.Columns), table.Labels, null, null, [.. table.Columns.Select((_, j) => $"x{j}")]);
        RegularizationPath ridge = PathSolver.Fit(data, new PathOptions { Alpha = 0, Lambdas = [lambda], Standardize = false });
        float[] weight = table.Network.Parameters.Read(table.Network.Parameters.Tensors[0]);
        for (int j = 0; j < weight.Length; j++) Assert.AreEqual(ridge.Points[0][j], weight[j], 1e-5);
        Assert.AreEqual(ridge.Points[0].Intercept, table.Network.Parameters.Read(table.Network.Parameters.Tensors[1])[0], 1e-5);
    }

    [TestMethod]
    public void Minimize_DeepNetwork_ReachesASmallGradientOnFloats()
    {
        using Table table = new(NetworkSpec.Of(Activation.Tanh, 16, 8) with { Regularization = [new L2(0.01), new NormPenalty(0.001)] });
        LbfgsResult result = table.Minimize(new Lbfgs(GradientTolerance: 2e-6));
        Assert.AreEqual(LbfgsEnd.GradientSmall, result.End, $"{result}");
        Assert.IsLessThan(1000, result.Evaluations);
    }

    [TestMethod]
    public void Minimize_BatchNorm_DescendsAndRunningStatisticsAreNoParameters()
    {
        // Batch norm undoes any scale of the weights below it: a penalty of those would have no minimum.
        using Table table = new(NetworkSpec.Of(Activation.Tanh, 8) with { Regularization = [new L2(0.1) { Layers = [2] }, new BatchNorm(), new InputScaling()] });
        LbfgsResult result = table.Minimize(new Lbfgs(GradientTolerance: 1e-4));
        Assert.AreEqual(LbfgsEnd.GradientSmall, result.End, $"{result}");
        ParameterTensor mean = table.Network.Parameters.Tensors.First(t => !t.IsLearned);
        Assert.IsGreaterThan(1e-4, table.Network.Parameters.Read(mean).Max(Math.Abs));
    }

    [TestMethod]
    public void Problem_NotSmooth_SaysWhatHelps()
    {
        Assert.IsNull(Lbfgs.Problem([new L2(1), new NormPenalty(1), new ElasticNetPenalty(1, 0), new BatchNorm(), new LayerNorm(), new InputScaling(), new LabelSmoothing(), new SkipConnections()]));
        foreach (Regularizer member in new Regularizer[] { new L1(1), new GroupLasso(1), new MaxNorm(1), new Dropout(0.1), new WeightDecay(0.1), new Ema() })
        {
            string problem = Lbfgs.Problem([new L2(1), member])!;
            Assert.Contains(member.GetType().Name, problem);
            Assert.EndsWith(".", problem);
        }
        Assert.Contains("give L2", Lbfgs.Problem([new WeightDecay(0.1)])!);
        foreach (Lbfgs wrong in new Lbfgs[] { new(0), new(10, -1), new(10, 1e-5, 0) }) Assert.EndsWith(".", wrong.Problem()!);
        Assert.IsNull(new Lbfgs().Problem());
        Assert.Contains("10", new Lbfgs().Describe());
    }

    private static double Rosenbrock(Span<double> x, Span<double> g)
    {
        double value = 0;
        g.Clear();
        for (int i = 0; i + 1 < x.Length; i += 2)
        {
            double a = 1 - x[i], b = x[i + 1] - (x[i] * x[i]);
            value += (a * a) + (100 * b * b);
            g[i] = (-2 * a) - (400 * x[i] * b);
            g[i + 1] = 200 * b;
        }
        return value;
    }

    /// <summary>The table of the network fixtures as one batch.</summary>
    private sealed class Table : IDisposable
    {
        private readonly NetworkSpec spec;
        private readonly Crew crew = new(1);
        private readonly OutputLoss top;

        public Table(NetworkSpec spec)
        {
            this.spec = spec;
            FixtureTable data = FixtureTable.Fixture("inputs/network.csv");
            Columns = [.. Enumerable.Range(1, 6).Select(j => data.Numbers($"x{j}"))];
            Labels = data.Numbers("y");
            Network = NetworkBuilder.Build(spec, 6, 1, Labels.Length, trainable: true, crew);
            Initializer.Run(Network.Parameters, Initialization.UniformByInputs, 5);
            top = new OutputLoss(new SquaredLoss(), Network, Labels.Length);
            Labels.CopyTo(top.Labels, 0);
            Array.Fill(top.Weights, 1.0 / Labels.Length);
            Network.Pass.Rows = Labels.Length;
            Network.Pass.Training = true;
            for (int i = 0; i < Labels.Length; i++)
                for (int j = 0; j < 6; j++) Network.Input.Values[i, j] = (float)Columns[j][i];
        }

        public Network Network { get; }

        public double[][] Columns { get; }

        public double[] Labels { get; }

        public LbfgsResult Minimize(Lbfgs settings)
        {
            SmoothObjective objective = new(Network.Parameters, spec.Regularization, () =>
            {
                Network.Refresh();
                Network.Step(null, top.Backward, _ => { });
                return top.Value();
            });
            return new LbfgsSolver(settings, objective.At).Minimize(objective.Point());
        }

        public void Dispose()
        {
            Network.Dispose();
            crew.Dispose();
        }
    }
}
