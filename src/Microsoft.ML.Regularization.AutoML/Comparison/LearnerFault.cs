using System.Reflection;

namespace Microsoft.ML.Trainers.Regularization;

/// <summary>What kept a learner from being fitted, in a sentence.</summary>
internal static class LearnerFault
{
    /// <summary>Whether no other setting or fold can help: the learner, or its native part, is not there.</summary>
    public static bool IsMissing(Exception fault) => Root(fault) is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or FileNotFoundException;

    /// <summary>The sentence.</summary>
    public static string Sentence(Exception fault) => Root(fault) switch
    {
        DllNotFoundException or EntryPointNotFoundException or BadImageFormatException => $"its native part does not load here ({Line(Root(fault))}).",
        FileNotFoundException { FileName: { } name } => $"its package {name.Split(',')[0]} is not there; add a reference to it.",
        Exception other => $"{Line(other)}.",
    };

    private static Exception Root(Exception fault) => fault switch
    {
        AggregateException { InnerException: { } inner } => Root(inner),
        TargetInvocationException { InnerException: { } inner } => Root(inner),
        TypeInitializationException { InnerException: { } inner } => Root(inner),
        _ => fault,
    };

    // Messages of native loaders have lines of advice, those of arguments the name of one in code.
    private static string Line(Exception fault)
    {
        string line = fault.Message.Split('\n')[0].Trim();
        int parameter = line.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return (parameter < 0 ? line : line[..parameter]).TrimEnd('.');
    }
}
