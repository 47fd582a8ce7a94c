using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization.Interop;
using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What can be wrong before any learner is fitted, in sentences.</summary>
internal static class ComparisonCheck
{
    /// <summary>The longest time that a timer can wait.</summary>
    private static readonly TimeSpan longest = TimeSpan.FromDays(49);

    /// <summary>Checks options.</summary>
    /// <exception cref="ArgumentException">One is out of range, or two contradict each other.</exception>
    public static void Options(RegularizationComparisonOptions options)
    {
        Check(!string.IsNullOrWhiteSpace(options.LabelColumnName), "LabelColumnName is empty; name the label's column.");
        Check(!string.IsNullOrWhiteSpace(options.FeatureColumnName), "FeatureColumnName is empty; name the features' column.");
        AtLeast(options.Trials ?? 1, 1, "number of trials");
        AtLeast(options.FoldCount, 2, "number of folds");
        AtLeast(options.InnerFoldCount, 2, "number of inner folds");
        AtLeast(options.Repeats, 1, "number of repeats");
        AtLeast(options.NumberOfThreads, 1, "number of threads");
        if (options.Time is { } time)
        {
            Check(time > TimeSpan.Zero, FormattableString.Invariant($"The time of each learner is {time.TotalSeconds} s; give more than 0, or null for no limit."));
            Check(time <= longest, FormattableString.Invariant($"The time of each learner is {time.TotalDays:F0} days; give at most {longest.TotalDays}, or null for no limit."));
        }
        Check(options.SamplingKeyColumnName is null || options.TimeColumnName is null, "Both SamplingKeyColumnName and TimeColumnName are given; folds follow either groups or time: give one.");
        Check(options.TimeColumnName is null || options.Repeats == 1, $"Repeats is {options.Repeats} with TimeColumnName; time divides rows in one way: leave Repeats at 1.");
        if (options.Strength is { } strength)
            Check(strength is { L1: >= 0, L2: >= 0 } && double.IsFinite(strength.Lambda), FormattableString.Invariant($"Strength has an L1 part of {strength.L1} and an L2 part of {strength.L2}; give parts of at least 0, both finite, or null to have it chosen."));
        if (options.Pipeline is { } pipeline && ChainInternals.EstimatorsOf(pipeline).Last().Estimator is var last && IsTrainer(last))
            throw new ArgumentException($"The pipeline ends with the trainer {last.GetType().Name}; give what stands before it, and the trainer as a ComparisonLearner.");
    }

    /// <summary>Checks the learners.</summary>
    /// <exception cref="ArgumentException">There are none, one is null, or two have one name.</exception>
    public static void Learners(IReadOnlyList<ComparisonLearner> learners)
    {
        Check(learners.Count > 0, "There are no learners to compare; give at least one, or null for those of the task.");
        Check(!learners.Contains(null!), $"Learner {learners.ToList().IndexOf(null!) + 1} of {learners.Count} is null; leave it out.");
        if (learners.GroupBy(l => l.Name).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new ArgumentException($"{twice.Count()} learners are called '{twice.Key}'; give each a name of its own.");
    }

    /// <summary>Checks what the pipeline makes of the data: features, and the label as it was.</summary>
    /// <param name="made">The columns after the pipeline.</param>
    /// <param name="given">Those before it.</param>
    /// <param name="options">The names of columns.</param>
    /// <exception cref="ArgumentException">A column is not there or of a type that cannot be learned.</exception>
    public static void Columns(DataViewSchema made, DataViewSchema given, RegularizationComparisonOptions options)
    {
        DataViewSchema.Column Column(string name, string role) => made.GetColumnOrNull(name)
            ?? throw new ArgumentException($"There is no {role} column '{name}', neither in the data nor from the pipeline; the columns are {string.Join(", ", made.Select(c => c.Name).Distinct())}.");
        DataViewSchema.Column label = Column(options.LabelColumnName, "label"), features = Column(options.FeatureColumnName, "feature");
        Check(label.Type.Equals(given[options.LabelColumnName].Type), $"The pipeline makes {label.Type} of the label column '{label.Name}', which is {given[options.LabelColumnName].Type}; change the label in the data, and leave it alone in the pipeline.");
        if (features.Type is not VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType { RawType: Type item } } || item != typeof(float))
            throw new ArgumentException($"The feature column '{features.Name}' is {features.Type}; give a vector of Single of known size, as Transforms.Concatenate makes it.");
        if (options.ExampleWeightColumnName is not { } weight) return;
        DataViewSchema.Column weights = Column(weight, "weight");
        Check(weights.Type is NumberDataViewType && weights.Type.RawType == typeof(float), $"The weight column '{weight}' is {weights.Type}; give a Single, as Conversion.ConvertType makes one of a number.");
    }

    // Whatever its types are: the interface is generic.
    private static bool IsTrainer(IEstimator<ITransformer> estimator)
        => estimator.GetType().GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITrainerEstimator<,>));

    private static void AtLeast(int value, int least, string name) => Check(value >= least, $"The {name} is {value}; give at least {least}.");

    private static void Check(bool isRight, string sentence)
    {
        if (!isRight) throw new ArgumentException(sentence);
    }
}
