using MLRegularization.Paths;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>The strengths that linear learners of ML.NET try, the same for all of them: of features at unit standard deviation, none included.</summary>
internal static class DrawnStrength
{
    private const double Weakest = 1e-5, Strongest = 10;

    /// <summary>A strength with any share of L1, or none at all.</summary>
    public static Strength Any(LearnerTask task, LearnerTrial trial)
    {
        double alpha = trial.OneOf("alpha", 0, 0.5, 1, double.NaN);
        return double.IsNaN(alpha) ? default : Of(task, trial, alpha);
    }

    /// <summary>A strength with an L2 part, without which learners of the Sdca kind cannot do.</summary>
    public static Strength WithRidge(LearnerTask task, LearnerTrial trial) => Of(task, trial, trial.OneOf("alpha", 0, 0.5, 0.9));

    /// <summary>A strength without an L1 part.</summary>
    public static Strength Ridge(LearnerTask task, LearnerTrial trial) => Of(task, trial, 0);

    // What an L1 part does to a regression goes by the label's unit; what L2 does, does not.
    private static Strength Of(LearnerTask task, LearnerTrial trial, double alpha)
    {
        Strength strength = Strength.From(trial.Logarithmic("lambda", Weakest, Strongest, 1), alpha);
        return strength with { L1 = strength.L1 * task.LabelDeviation };
    }
}
