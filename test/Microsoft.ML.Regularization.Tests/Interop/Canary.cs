using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML.Trainers.Regularization.Interop;

namespace Microsoft.ML.Regularization.Tests.Interop;

/// <summary>One internal member of ML.NET that is used in src/Microsoft.ML.Regularization/Interop, and a use of it that shows whether it is still there and still does the same.</summary>
/// <param name="Accessor">The class and the method, or the constant with a class's name, that reaches the member.</param>
/// <param name="Member">The member, in ML.NET's words.</param>
/// <param name="Use">Uses it, and throws if the outcome is not what it was.</param>
internal sealed record Canary(string Accessor, string Member, Action Use)
{
    /// <summary>The version of ML.NET that the tests run on.</summary>
    public static string Version { get; } = typeof(MLContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Uses the member; where that fails, one sentence says which member and which version.</summary>
    public string? Complaint()
    {
        try
        {
            Use();
            return null;
        }
        catch (Exception e)
        {
            string said = (e is TargetInvocationException { InnerException: { } inner } ? inner : e).Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
            return $"ML.NET {Version} has no {Member} that works as in 5.0.0 ({said}), which Interop's {Accessor} needs: docs/decisions/0010-through-closed-doors.md says what to do.";
        }
    }

    /// <summary>All that Interop reaches by accessor, and the classes that it names to find them by reflection.</summary>
    public static string[] Accessors()
        => [.. typeof(CatalogInternals).Assembly.GetTypes().Where(t => t.Namespace == typeof(CatalogInternals).Namespace).SelectMany(AccessorsOf).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> AccessorsOf(Type type)
    {
        const BindingFlags All = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        string name = type.Name.Split('`')[0];
        return type.GetMethods(All).Where(m => m.GetCustomAttribute<UnsafeAccessorAttribute>() is not null).Select(m => $"{name}.{m.Name}")
            .Concat(type.GetFields(All).Where(f => f.IsLiteral && f.FieldType == typeof(string)).Select(f => $"{name}.{f.Name}"));
    }
}
