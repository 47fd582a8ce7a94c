using MLRegularization.Matrices;

namespace MLRegularization.Paths;

/// <summary>Ridge by one decomposition for every λ.</summary>
internal static class RidgeDirect
{
    public static bool Applies(PathSettings settings, bool gram) => settings.Solver == SolverKind.Direct && gram && settings.Alpha < 0;

    public static RegularizationPath Path(TrainingSet data, PathSettings settings, CancellationToken cancellation) => throw new NotSupportedException();
}
