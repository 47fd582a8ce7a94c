using MLRegularization.Diagnosis;
using MLRegularization.Solvers;

namespace MLRegularization.Models;

/// <summary>How a model came about: what is shown by <c>inspect</c> and kept in its file.</summary>
/// <param name="Task">The task: regression, binary, multiclass or count.</param>
/// <param name="Label">Name of the label column, empty when unnamed.</param>
/// <param name="Rows">Training rows.</param>
/// <param name="Alpha">L1 share.</param>
/// <param name="Lambda">Strength.</param>
/// <param name="LambdaMax">Strength at which all penalised coefficients are 0.</param>
/// <param name="Selection">The rule that chose λ: min, 1se, aic, bic, ebic or given.</param>
/// <param name="Standardized">Whether the penalty applied to standardised columns.</param>
/// <param name="TrainingLoss">Mean loss on the training rows; of counts without ln y!, so it may be negative.</param>
/// <param name="NullLoss">Mean loss of the null model.</param>
/// <param name="CrossValidatedLoss">Mean cross-validated error, squared or deviance; NaN when none was made.</param>
/// <param name="CrossValidatedError">Its standard error; NaN when none was made.</param>
/// <param name="Folds">Number of folds; 0 when none.</param>
/// <param name="Seed">Seed of the folds.</param>
/// <param name="Certificate">Proof of the answer.</param>
public sealed record TrainingFacts(string Task, string Label, int Rows, double Alpha, double Lambda, double LambdaMax, string Selection, bool Standardized,
    double TrainingLoss, double NullLoss, double CrossValidatedLoss, double CrossValidatedError, int Folds, ulong Seed, Certificate Certificate)
{
    /// <summary>Name of the column that was the offset, which predictions then need too; empty when there was none.</summary>
    public string OffsetColumn { get; init; } = "";

    /// <summary>The loss that was minimised: squared (default), logistic, multinomial, poisson or huber.</summary>
    public string Loss { get; init; } = "squared";

    /// <summary>What cross-validation measured: deviance (default; the squared error for squared loss), auc (1 − AUC), accuracy (1 − accuracy) or squarederror.</summary>
    public string Measure { get; init; } = "deviance";

    /// <summary>The classes of a binary model, of which the second is the one whose probability is predicted, or of a multiclass one. Else empty.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Whether the penalty kept or left a feature for all classes at once.</summary>
    public bool Grouped { get; init; }

    /// <summary>Where the weights of classes come from: none (default), balanced or given.</summary>
    public string ClassWeighting { get; init; } = "none";

    /// <summary>What the weights of each class's training rows were multiplied by, in the order of <see cref="Classes"/>; empty: by nothing.</summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <summary>The share of the null model's deviance that the training rows lose; NaN where it is not known, as for counts of a file of an older program.</summary>
    public double ExplainedDeviance { get; init; } = double.NaN;

    /// <summary>What was found of features, penalty and errors when the model was fitted; null where nobody looked.</summary>
    public ModelDiagnosis? Diagnosis { get; init; }
}
