using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.Regularization.Interop;

/// <summary>What ML.NET's own trainers may ask and say, and others may not.</summary>
internal static class HostInternals
{
    /// <summary>Throws an <see cref="OperationCanceledException"/> when the context's execution was cancelled.</summary>
    public static void CheckAlive(IHostEnvironment host) => CheckAlive(null, host);

    /// <summary>What an estimator may know of a view before any row.</summary>
    public static SchemaShape ShapeOf(DataViewSchema schema) => Create(null, schema);

    /// <summary>Stops all that a context's learners are doing, with an <see cref="OperationCanceledException"/> there.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "CancelExecution")]
    public static extern void Cancel(MLContext context);

    /// <summary>Characteristics of a trainer.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern TrainerInfo NewTrainerInfo(bool normalization, bool calibration, bool caching, bool supportValid, bool supportIncrementalTrain, bool supportTest);

    /// <summary>A column as estimators know it before any row.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern SchemaShape.Column NewColumn(string name, SchemaShape.Column.VectorKind kind, DataViewType itemType, bool isKey, SchemaShape? annotations);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "CheckAlive")]
    internal static extern void CheckAlive([UnsafeAccessorType("Microsoft.ML.Runtime.Contracts, Microsoft.ML.Core")] object? contracts, IHostEnvironment host);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Create")]
    internal static extern SchemaShape Create(SchemaShape? shape, DataViewSchema schema);
}
