using System.Runtime.CompilerServices;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.Regularization.Interop;

/// <summary>The environment behind <c>mlContext.Regression.Trainers</c> and its sisters.</summary>
internal static class CatalogInternals
{
    /// <summary>What a catalog of trainers makes its trainers with.</summary>
    public static IHostEnvironment EnvironmentOf(TrainCatalogBase.CatalogInstantiatorBase trainers)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        return Environment(Owner(trainers));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Owner")]
    internal static extern TrainCatalogBase Owner(TrainCatalogBase.CatalogInstantiatorBase trainers);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Environment")]
    internal static extern IHostEnvironment Environment(TrainCatalogBase catalog);
}
