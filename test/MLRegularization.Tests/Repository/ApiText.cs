using System.Reflection;
using System.Text;

namespace MLRegularization.Tests.Repository;

/// <summary>What users may call of an assembly, as text, and its comparison with what was written down.</summary>
internal static class ApiText
{
    private const string Accept = "MLREGULARIZATION_ACCEPT_API";

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Fails where the public surface of an assembly is not what the file in the test project's folder Repository says.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="project">The test project's folder below test.</param>
    public static void AssertAsWrittenDown(Assembly assembly, string project)
    {
        string name = assembly.GetName().Name!, path = Path.Combine(RepositoryFiles.Root, "test", project, "Repository", $"{name}.api.txt");
        string actual = Describe(assembly);
        if (Environment.GetEnvironmentVariable(Accept) == "1") File.WriteAllText(path, actual);
        string[] before = File.Exists(path) ? File.ReadAllLines(path) : [], now = actual.TrimEnd().Split('\n');
        string[] was = Qualified(before), @is = Qualified(now);
        string changes = string.Join("\n", was.Except(@is).Select(l => "- " + l).Concat(@is.Except(was).Select(l => "+ " + l)));
        Assert.IsTrue(before.SequenceEqual(now), $"The public surface of {name} changed; if that is meant, run the test once with {Accept}=1 and commit {name}.api.txt:\n{changes}");
    }

    // Members with their type before them: types have members of the same text.
    private static string[] Qualified(string[] lines)
    {
        string type = "";
        return [.. lines.Select(l => l.StartsWith(' ') ? $"{type}: {l.Trim()}" : type = l)];
    }

    private static string Describe(Assembly assembly)
    {
        StringBuilder text = new();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.IsAbstract && type.IsSealed ? "static class" : "class";
            text.Append(kind).Append(' ').Append(Name(type)).Append('\n');
            IEnumerable<string> members = type.IsEnum
                ? Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n), null)}")
                : type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(Line).Where(l => l.Length > 0).Order(StringComparer.Ordinal);
            foreach (string member in members) text.Append("    ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    private static string Line(MemberInfo member) => member switch
    {
        ConstructorInfo c => $"new({Parameters(c)})",
        PropertyInfo p => $"{(IsStatic(p) ? "static " : "")}{Name(p.PropertyType)}{Mark(Nullability.Create(p))} {p.Name} {{{(p.GetMethod is { IsPublic: true } ? " get;" : "")}{(p.SetMethod is { IsPublic: true } ? " set;" : "")} }}",
        MethodInfo { IsSpecialName: false } m when !m.Name.StartsWith('<') => $"{(m.IsStatic ? "static " : "")}{Name(m.ReturnType)}{Mark(Nullability.Create(m.ReturnParameter))} {m.Name}({Parameters(m)})",
        FieldInfo f => $"field {Name(f.FieldType)} {f.Name}",
        _ => "",
    };

    private static bool IsStatic(PropertyInfo property) => (property.GetMethod ?? property.SetMethod)!.IsStatic;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{Name(p.ParameterType)}{Mark(Nullability.Create(p))} {p.Name}{(p.HasDefaultValue ? $" = {(p.DefaultValue is string ? "\"\"" : p.DefaultValue ?? "default")}" : "")}"));

    private static string Mark(NullabilityInfo info) => !info.Type.IsValueType && info.ReadState == NullabilityState.Nullable ? "?" : "";

    private static string Name(Type type)
    {
        if (type.IsGenericParameter) return type.Name;
        if (type.IsByRef) return "ref " + Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (!type.IsGenericType) return type.Namespace?.StartsWith("MLRegularization", StringComparison.Ordinal) == true ? type.FullName! : type.Name;
        return $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
