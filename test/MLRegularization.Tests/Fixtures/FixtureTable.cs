using System.Globalization;
using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Tests.Repository;

namespace MLRegularization.Tests.Fixtures;

/// <summary>Small CSV tables of the fixtures, by column name; no quoting in them.</summary>
internal sealed class FixtureTable
{
    private readonly string[] header;

    private FixtureTable(string path)
    {
        string[] lines = File.ReadAllLines(path);
        header = lines[0].Split(',');
        Rows = [.. lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Split(','))];
    }

    public string[][] Rows { get; }

    public static string Root => RepositoryFiles.Root;

    public static FixtureTable Fixture(string name) => new(Path.Combine(Root, "test", "MLRegularization.Tests", "Fixtures", name));

    public static FixtureTable Table(string relative) => new(Path.Combine(Root, relative));

    public static double Number(string text) => text == "inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);

    public string Cell(string[] row, string column) => row[Array.IndexOf(header, column)];

    public bool Has(string column) => header.Contains(column);

    public int Index(string column) => Array.IndexOf(header, column);

    public double[] Numbers(string column) => [.. Rows.Select(r => Number(Cell(r, column)))];

    /// <summary>The training set and options that one row of a cases file describes.</summary>
    public (TrainingSet Data, PathOptions Options) Case(string[] row)
    {
        FixtureTable table = Table(Cell(row, "data"));
        string label = table.header[^1];
        string[] names = [.. table.header.Where(h => h != label && h is not ("w" or "o" or "o1" or "o2" or "o3"))];
        double divisor = header.Contains("divisor") ? Number(Cell(row, "divisor")) : 1;
        string[] classes = header.Contains("classes") && Cell(row, "classes").Length > 0 ? Cell(row, "classes").Split(';') : [];
        double[] y = classes.Length == 0 ? table.Numbers(label) : [.. table.Rows.Select(r => (double)Array.IndexOf(classes, table.Cell(r, label)))];
        // Several columns, for classes, lie one after the other.
        double[]? Column(string which) => Cell(row, which) is { Length: > 0 } named ? [.. named.Split(';').SelectMany(table.Numbers)] : null;
        double[]? Named(string which, double other)
        {
            if (Cell(row, which).Length == 0) return null;
            Dictionary<string, double> given = Cell(row, which).Split(';').Select(p => p.Split('=')).ToDictionary(p => p[0], p => Number(p[1]));
            return [.. names.Select(n => given.GetValueOrDefault(n, other))];
        }
        TrainingSet data = new(DenseColumns.FromColumns<double>([.. names.Select(table.Numbers)]), [.. y.Select(v => v / divisor)],
            Column("weights"), Column("offset")?.Select(o => o / divisor).ToArray(), names);
        PathOptions options = new()
        {
            Loss = !header.Contains("family") ? LossKind.Squared : Cell(row, "family") switch { "poisson" => LossKind.Poisson, "multinomial" => LossKind.Multinomial, "huber" => LossKind.Huber, _ => LossKind.Logistic },
            Grouped = header.Contains("grouped") && Cell(row, "grouped") == "true",
            Alpha = Number(Cell(row, "alpha")),
            Lambdas = [.. Cell(row, "lambdas").Split(';').Select(Number)],
            Standardize = Cell(row, "standardize") == "true",
            Intercept = Cell(row, "intercept") == "true",
            PenaltyFactors = Named("factors", 1),
            LowerBounds = Named("lower", double.NegativeInfinity),
            UpperBounds = Named("upper", double.PositiveInfinity),
        };
        return (data, options);
    }
}
