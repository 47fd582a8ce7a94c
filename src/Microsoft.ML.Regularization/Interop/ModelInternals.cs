using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.Regularization.Interop;

/// <summary>ML.NET's own models, filled with coefficients of ours, and what they do not tell everyone.</summary>
internal static class ModelInternals
{
    /// <summary>The class that ML.NET's logistic trainers put a linear model and its calibrator into; it is internal and generic.</summary>
    internal const string CalibratedModelName = "Microsoft.ML.Calibrators.ParameterMixingCalibratedModelParameters`2";

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern LinearRegressionModelParameters NewRegression(IHostEnvironment host, in VBuffer<float> weights, float bias);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern PoissonRegressionModelParameters NewPoisson(IHostEnvironment host, in VBuffer<float> weights, float bias);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern LinearBinaryModelParameters NewBinary(IHostEnvironment host, in VBuffer<float> weights, float bias, ModelStatisticsBase? statistics);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern MaximumEntropyModelParameters NewMaximumEntropy(IHostEnvironment host, VBuffer<float>[] weights, float[] bias, int classes, int features, string[]? labels, ModelStatisticsBase? statistics);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern LinearMulticlassModelParameters NewMulticlass(IHostEnvironment host, VBuffer<float>[] weights, float[] bias, int classes, int features, string[]? labels, ModelStatisticsBase? statistics);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern PlattCalibrator NewPlattCalibrator(IHostEnvironment host, double slope, double offset);

    /// <summary>The names of a model's classes; null: it knows none.</summary>
    public static IReadOnlyList<string>? LabelNamesOf(LinearMulticlassModelParametersBase model) => LabelNames(model);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_labelNames")]
    internal static extern ref string[]? LabelNames(LinearMulticlassModelParametersBase model);

    /// <summary>A linear model whose scores are log-odds already: the same type that LbfgsLogisticRegression yields.</summary>
    public static CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> NewCalibrated(IHostEnvironment host, LinearBinaryModelParameters model)
    {
        Type type = typeof(PlattCalibrator).Assembly.GetType(CalibratedModelName, throwOnError: true)!.MakeGenericType(typeof(LinearBinaryModelParameters), typeof(PlattCalibrator));
        return (CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>)Activator.CreateInstance(
            type, BindingFlags.Instance | BindingFlags.NonPublic, null, [host, model, NewPlattCalibrator(host, -1, 0)], null)!;
    }
}
