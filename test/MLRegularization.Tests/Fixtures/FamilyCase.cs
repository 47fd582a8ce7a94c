namespace MLRegularization.Tests.Fixtures;

/// <summary>One problem of glmnet_families_cases.csv or scikit_learn_families_cases.csv, with the peer's solutions.</summary>
internal sealed class FamilyCase
{
    private readonly FixtureTable cases, coefficients;
    private readonly string[] row;
    private readonly ILookup<double, string[]> solutions;

    private FamilyCase(FixtureTable cases, string[] row, FixtureTable coefficients, IEnumerable<string[]> mine)
    {
        (this.cases, this.row, this.coefficients) = (cases, row, coefficients);
        solutions = mine.ToLookup(r => FixtureTable.Number(coefficients.Cell(r, "lambda")));
        string path = cases.Cell(row, "data");
        FixtureTable table = FixtureTable.Table(path);
        string[] header = File.ReadLines(Path.Combine(FixtureTable.Root, path)).First().Split(',');
        Features = [.. header[..^1].Where(h => h is not ("w" or "o" or "o1" or "o2" or "o3"))];
        X = [.. Features.Select(table.Numbers)];
        Y = ClassNames.Length > 0 ? [.. table.Rows.Select(r => (double)Array.IndexOf(ClassNames, table.Cell(r, header[^1])))] : table.Numbers(header[^1]);
        Weights = Text("weights").Length > 0 ? table.Numbers(Text("weights")) : null;
        Offset = Text("offset").Length > 0 ? [.. Text("offset").Split(';').Select(table.Numbers)] : null;
        Factors = Named("factors", 1);
        Lower = Named("lower", double.NegativeInfinity);
        Upper = Named("upper", double.PositiveInfinity);
    }

    public string Name => Text("case");

    /// <summary>logistic, poisson, multinomial or huber.</summary>
    public string Loss => Text("family") == "binomial" ? "logistic" : Text("family");

    public string[] ClassNames => Text("classes").Split(';', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Number of linear predictors per row.</summary>
    public int Outputs => Loss == "multinomial" ? ClassNames.Length : 1;

    public string[] Features { get; }

    /// <summary>The features, column by column.</summary>
    public double[][] X { get; }

    /// <summary>Class numbers, counts or responses.</summary>
    public double[] Y { get; }

    public double[]? Weights { get; }

    /// <summary>Offsets, class by class.</summary>
    public double[][]? Offset { get; }

    public double[]? Factors { get; }

    public double[]? Lower { get; }

    public double[]? Upper { get; }

    public double Alpha => FixtureTable.Number(Text("alpha"));

    /// <summary>Huber's δ, or 1.</summary>
    public double Delta => Text("delta").Length > 0 ? FixtureTable.Number(Text("delta")) : 1;

    public bool Grouped => Text("grouped") == "true";

    public bool Sparse => Text("sparse") == "true";

    public bool Standardize => Text("standardize") == "true";

    public bool Intercept => Text("intercept") == "true";

    public double[] Lambdas => [.. Text("lambdas").Split(';').Select(FixtureTable.Number)];

    /// <summary>All problems of a pair of files.</summary>
    public static FamilyCase[] All(string casesFile, string coefficientsFile)
    {
        FixtureTable cases = FixtureTable.Fixture(casesFile), coefficients = FixtureTable.Fixture(coefficientsFile);
        ILookup<string, string[]> byCase = coefficients.Rows.ToLookup(r => coefficients.Cell(r, "case"));
        return [.. cases.Rows.Select(r => new FamilyCase(cases, r, coefficients, byCase[cases.Cell(r, "case")]))];
    }

    /// <summary>The peer's intercept per class and p coefficients per class, on the original scale.</summary>
    public (double[] Intercepts, double[][] Coefficients) Solution(double lambda)
    {
        double[] intercepts = new double[Outputs];
        double[][] values = [.. Enumerable.Range(0, Outputs).Select(_ => new double[X.Length])];
        foreach (string[] r in solutions[lambda])
        {
            int k = Math.Max(0, Array.IndexOf(ClassNames, coefficients.Cell(r, "class")));
            string feature = coefficients.Cell(r, "feature");
            double value = FixtureTable.Number(coefficients.Cell(r, "coefficient"));
            if (feature == "(intercept)") intercepts[k] = value;
            else values[k][Array.IndexOf(Features, feature)] = value;
        }
        return (intercepts, values);
    }

    private string Text(string column) => cases.Cell(row, column);

    private double[]? Named(string column, double other)
    {
        if (Text(column).Length == 0) return null;
        Dictionary<string, double> given = Text(column).Split(';').Select(p => p.Split('=')).ToDictionary(p => p[0], p => FixtureTable.Number(p[1]));
        return [.. Features.Select(n => given.GetValueOrDefault(n, other))];
    }
}
