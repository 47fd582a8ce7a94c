using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Regularization.Interop;

namespace Microsoft.ML.Trainers.Regularization.Stock;

/// <summary>A chain of ML.NET's own transformers as it grows, and the column that the next one takes.</summary>
internal sealed class StockColumns
{
    private const string Prefix = "RegularizedMlp.", Score = "Score", Class = Prefix + "Class";

    /// <summary>A score of ML.NET's own has at least two numbers.</summary>
    private const int FewestOutputs = 2;

    private readonly MLContext ml = new();
    private readonly IHostEnvironment environment;
    private readonly List<ITransformer> chain = [];
    private readonly HashSet<string> own = [];
    private IDataView view;

    /// <summary>Begins with a vector column.</summary>
    public StockColumns(IHostEnvironment environment, string column, int width)
    {
        this.environment = environment;
        (Current, Width) = (column, width);
        view = EmptyView.Of(ml, column, width);
    }

    /// <summary>The column that the next transformer takes.</summary>
    public string Current { get; private set; }

    /// <summary>Its length.</summary>
    public int Width { get; private set; }

    private void Add(ITransformer transformer)
    {
        chain.Add(transformer);
        view = transformer.Transform(view);
    }

    /// <summary>Puts the present column through an affine map.</summary>
    public void Map(AffineMap map)
    {
        LinearMulticlassModelParameters model = ModelInternals.NewMulticlass(environment, map.Rows(FewestOutputs), map.Bias(FewestOutputs), Math.Max(FewestOutputs, map.Outputs), map.Inputs, null, null);
        own.Add(Class);
        Add(TransformerInternals<LinearMulticlassModelParameters>.NewMulticlass(environment, model, SchemaOf(Current, Width), Current, null, Score, Class));
        (Current, Width) = (Score, Math.Max(FewestOutputs, map.Outputs));
    }

    /// <summary>Puts each number of the present column through an expression.</summary>
    public void Express(string expression)
    {
        string output = Name();
        Add(ml.Transforms.Expression(output, expression, Current).Fit(view));
        Current = output;
    }

    /// <summary>Makes the present column one that later scores do not hide.</summary>
    public void Keep()
    {
        if (Current != Score || !own.Contains(Class)) return;
        string output = Name();
        Add(ml.Transforms.CopyColumns(output, Current).Fit(view));
        Current = output;
    }

    /// <summary>Divides deviations from the mean of a row by the root of the row's variance.</summary>
    /// <param name="units">Numbers of the column that count.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    public void Normalize(int units, double epsilon)
    {
        Keep();
        string deviations = Current;
        Express("x => x * x");
        VBuffer<float> mean = new(Width, units, [.. Enumerable.Repeat(1f / units, units)], [.. Enumerable.Range(0, units)]);
        Add(TransformerInternals<LinearRegressionModelParameters>.NewRegression(environment, ModelInternals.NewRegression(environment, mean, 0), SchemaOf(Current, Width), Current));
        string output = Name();
        Add(ml.Transforms.Expression(output, StockExpressions.Normalize(epsilon), deviations, Score).Fit(view));
        Current = output;
    }

    /// <summary>Adds another column, put through an affine map, to the present one.</summary>
    public void Join(string other, int otherWidth, AffineMap around)
    {
        string both = Name();
        Add(ml.Transforms.Concatenate(both, Current, other).Fit(view));
        AffineMap sum = AffineMap.Sum(Width, around);
        (Current, Width) = (both, Width + otherWidth);
        Map(sum);
    }

    /// <summary>Ends the chain: of its columns nothing is left but what the last transformer makes.</summary>
    /// <param name="last">Makes the last transformer from the present column and its length.</param>
    public TransformerChain<ITransformer> End(Func<string, int, ITransformer> last)
    {
        Keep();
        string taken = Current;
        // A column that is hidden by another of its name would stay, so scores go before the last is made.
        string[] rest = [.. own.Where(name => name != taken), .. own.Contains(Class) ? new[] { Score } : []];
        if (rest.Length > 0) Add(ml.Transforms.DropColumns(rest).Fit(view));
        Add(last(taken, Width));
        if (own.Contains(taken)) Add(ml.Transforms.DropColumns(taken).Fit(view));
        return new TransformerChain<ITransformer>([.. chain]);
    }

    private static DataViewSchema SchemaOf(string column, int width)
    {
        DataViewSchema.Builder builder = new();
        builder.AddColumn(column, new VectorDataViewType(NumberDataViewType.Single, width));
        return builder.ToSchema();
    }

    private string Name()
    {
        string name = $"{Prefix}{own.Count}";
        own.Add(name);
        return name;
    }
}
