using System.Runtime.CompilerServices;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>Details of fits by the models they yielded: those models are ML.NET's own and have no place for them. They live as long as the model.</summary>
internal static class FitDetailsOf
{
    private static readonly ConditionalWeakTable<object, object> Kept = [];

    public static void Keep(object model, object details) => Kept.AddOrUpdate(model, details);

    public static T? Find<T>(object model)
        where T : class
        => Kept.TryGetValue(model, out object? details) ? details as T : null;
}
