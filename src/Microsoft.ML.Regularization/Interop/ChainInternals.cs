using System.Reflection;
using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Interop;

/// <summary>What a chain of estimators is made of; its class is generic in a type that nobody here knows.</summary>
internal static class ChainInternals
{
    /// <summary>The chain's estimators.</summary>
    internal const string EstimatorsName = "_estimators";

    /// <summary>Whether each of them serves training, testing or scoring.</summary>
    internal const string ScopesName = "_scopes";

    /// <summary>The estimators of a pipeline in their order, those of chains within chains too. What is no chain is one itself.</summary>
    public static IEnumerable<(IEstimator<ITransformer> Estimator, TransformerScope Scope)> EstimatorsOf(IEstimator<ITransformer> pipeline)
    {
        Type type = pipeline.GetType();
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(EstimatorChain<>)) return [(pipeline, TransformerScope.Everything)];
        IEstimator<ITransformer>[] estimators = (IEstimator<ITransformer>[])Field(type, EstimatorsName).GetValue(pipeline)!;
        TransformerScope[] scopes = (TransformerScope[])Field(type, ScopesName).GetValue(pipeline)!;
        return estimators.Zip(scopes).SelectMany(e => EstimatorsOf(e.First).Select(own => (own.Estimator, own.Scope & e.Second)));
    }

    private static FieldInfo Field(Type type, string name)
        => type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) ?? throw new MissingFieldException(type.Name, name);
}
