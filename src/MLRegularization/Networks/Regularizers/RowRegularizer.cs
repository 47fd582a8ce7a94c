using MLRegularization.Losses;
using MLRegularization.Networks.Training;

namespace MLRegularization.Networks.Regularizers;

/// <summary>
/// A regulariser of training rows and their labels. What it makes of a row depends on the seed, the epoch and the row's place in the table alone: not on batch size or
/// threads. Several act in this order: mixup, CutMix, CutOut, label smoothing, target noise; adversarial rows come after all of them.
/// </summary>
public abstract record RowRegularizer : Regularizer
{
    private static readonly Type[] InOrder = [typeof(Mixup), typeof(CutMix), typeof(CutOut), typeof(LabelSmoothing), typeof(TargetNoise)];

    /// <summary>What acts when rows are gathered.</summary>
    internal abstract IRowRule Rule();

    /// <summary>Why it does not go with a loss, in one sentence, or null.</summary>
    internal virtual string? Problem(ILoss loss) => null;

    /// <summary>The rules of a network's regularisers, in the order in which they act.</summary>
    /// <exception cref="ArgumentException">One does not go with the loss.</exception>
    internal static IReadOnlyList<IRowRule> RulesOf(RegularizationSpec spec, ILoss loss)
    {
        RowRegularizer[] members = [.. spec.OfType<RowRegularizer>().OrderBy(m => Array.IndexOf(InOrder, m.GetType()))];
        if (members.Select(m => m.Problem(loss)).FirstOrDefault(p => p is not null) is string problem) throw new ArgumentException(problem);
        return [.. members.Select(m => m.Rule())];
    }

    /// <summary>Whether labels are classes.</summary>
    private protected static bool AreClasses(ILoss loss) => loss is LogisticLoss or MultinomialLoss;
}
