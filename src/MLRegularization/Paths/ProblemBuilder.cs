using MLRegularization.Diagnosis;
using MLRegularization.Matrices;
using MLRegularization.Numerics;
using MLRegularization.Solvers;

namespace MLRegularization.Paths;

/// <summary>Makes working problems of data: by moments where rows outnumber columns, by residuals elsewhere.</summary>
internal static class ProblemBuilder
{
    /// <summary>Up to here a Gram matrix and its folds fit in memory beside the data.</summary>
    private const int MostGramColumns = 6000;

    /// <summary>Products from here on are taken in single precision, summed in double.</summary>
    private const double ManyProducts = 2e9;

    /// <summary>Whether a Gram matrix serves.</summary>
    public static bool UsesGram(PathSettings settings, int rows, int columns) => settings.Solver switch
    {
        SolverKind.Gram => true,
        SolverKind.Residual => false,
        _ => columns <= MostGramColumns && (columns <= 256 || rows >= columns),
    };

    /// <summary>The response less the offset.</summary>
    public static double[] Response(TrainingSet data)
        => data.Offset is null ? data.Target : [.. data.Target.Select((y, i) => y - data.Offset[i])];

    /// <summary>Moments of every part of the rows, from one pass.</summary>
    public static Moments[] Gather(TrainingSet data, PathSettings settings, int[]? partOf, int parts, CancellationToken cancellation)
    {
        double[] response = Response(data), reference = new double[data.Columns];
        double responseReference = 0;
        if (settings.Intercept)
        {
            responseReference = response.Average();
            // A sample's mean is near enough: it only keeps sums from cancelling.
            int sample = Math.Min(data.Rows, 512);
            Parallelism.For((data.Columns + 63) / 64, settings.Threads, block =>
            {
                double[] values = new double[sample];
                for (int j = block * 64; j < Math.Min(data.Columns, (block + 1) * 64); j++)
                {
                    data.Features.CopyCentered(j, (data.Rows - sample) / 2, 0, values);
                    reference[j] = (float)(values.Sum() / sample);
                    if (!double.IsFinite(reference[j])) reference[j] = 0;
                }
            }, cancellation);
        }
        return settings.SinglePrecision
            ? MomentPass<float>.Run(data.Features, response, data.Weights, partOf, parts, reference, responseReference, settings.Threads, cancellation)
            : MomentPass<double>.Run(data.Features, response, data.Weights, partOf, parts, reference, responseReference, settings.Threads, cancellation);
    }

    /// <summary>Whether products may be taken in single precision: then the certificate is measured on the data, and where it fails the pass is repeated in double.</summary>
    public static bool MayUseSinglePrecision(TrainingSet data, PathSettings settings)
        => (double)data.Rows * data.Columns * data.Columns >= ManyProducts && settings.Intercept;

    /// <summary>The problem of a set of moments.</summary>
    public static PathProblem FromMoments(Moments moments, PathSettings settings)
    {
        int p = moments.Sums.Length;
        double total = moments.Weight, responseShift = moments.ResponseSum / total;
        Standardization scale = Standardization.Learn(moments, settings.Intercept, settings.Standardize);
        double squares = settings.Intercept ? (moments.ResponseSquares / total) - (responseShift * responseShift) : moments.ResponseSquaresAboutZero;
        double responseScale = ResponseScale(squares, moments.ResponseReference + responseShift);
        double[] correlation = new double[p];
        for (int j = 0; j < p; j++)
        {
            double cross = settings.Intercept ? (moments.Cross[j] / total) - (moments.Sums[j] / total * responseShift) : moments.CrossAboutZero(j);
            correlation[j] = scale.Constant[j] ? 0 : cross / (scale.Scales[j] * responseScale);
        }
        GramQuadratic quadratic = new(moments.Gram(scale, settings.Intercept, settings.Threads), correlation, squares / (responseScale * responseScale), settings.Threads);
        return new PathProblem(settings, scale, settings.Intercept ? moments.ResponseReference + responseShift : 0, responseScale, quadratic);
    }

    /// <summary>The problem of data read by residuals.</summary>
    public static PathProblem FromData(TrainingSet data, PathSettings settings)
    {
        Standardization scale = Standardization.Learn(data.Features, data.Weights, settings.Intercept, settings.Standardize, settings.Threads);
        double[] response = [.. Response(data)];
        double total = data.Weights?.Sum() ?? data.Rows;
        double WeightedMean(Func<int, double> value)
        {
            double sum = 0;
            for (int i = 0; i < response.Length; i++) sum += (data.Weights?[i] ?? 1) * value(i);
            return sum / total;
        }
        double mean = settings.Intercept ? WeightedMean(i => response[i]) : 0;
        for (int i = 0; i < response.Length; i++) response[i] -= mean;
        double responseScale = ResponseScale(WeightedMean(i => response[i] * response[i]), mean);
        for (int i = 0; i < response.Length; i++) response[i] /= responseScale;
        StandardizedColumns columns = new(data.Features, data.Weights, scale);
        return new PathProblem(settings, scale, mean, responseScale, new ResidualQuadratic(columns, response, settings.Threads)) { Columns = columns, Response = response };
    }

    /// <summary>The columns that do not vary, with their values.</summary>
    public static List<(string Name, double Value)> ConstantColumns(TrainingSet data)
    {
        double[] buffer = new double[Math.Min(data.Rows, 256)];
        List<(string Name, double Value)> constant = [];
        for (int j = 0; j < data.Columns; j++)
            if (ConstantValue(data, j, buffer) is double value) constant.Add((data.FeatureNames[j], value));
        return constant;
    }

    /// <summary>A sentence on the columns that do not vary; none where all do.</summary>
    public static IEnumerable<string> Warnings(List<(string Name, double Value)> constant, int columns)
    {
        if (constant.Count == 0) yield break;
        bool none = constant.Count == columns;
        yield return constant.Count == 1
            ? $"Column {Digits.Name(constant[0].Name)} is constant ({constant[0].Value}): its coefficient is 0{(none ? ", and every row gets the same prediction but for offsets" : "; leave it out to be rid of this warning")}."
            : $"{(none ? "All" : "")} {Digits.Count(constant.Count)} columns are constant ({Digits.Names([.. constant.Select(c => c.Name)], 5)}): their coefficients are 0{(none ? ", and every row gets the same prediction but for offsets" : "; leave them out to be rid of this warning")}.".TrimStart();
    }

    private static double? ConstantValue(TrainingSet data, int column, double[] buffer)
    {
        double first = 0;
        for (int from = 0; from < data.Rows; from += buffer.Length)
        {
            Span<double> part = buffer.AsSpan(0, Math.Min(buffer.Length, data.Rows - from));
            data.Features.CopyCentered(column, from, 0, part);
            if (from == 0) first = part[0];
            if (part.IndexOfAnyExcept(first) >= 0) return null;
        }
        return first;
    }

    private static double ResponseScale(double squares, double mean)
    {
        double deviation = Math.Sqrt(Math.Max(0, squares));
        return deviation > 1e-14 * Math.Abs(mean) && deviation > 0 ? deviation : 1;
    }
}
