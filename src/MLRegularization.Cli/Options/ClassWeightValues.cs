using System.Text;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Tables;
using MLRegularization.Matrices;
using MLRegularization.Paths;

namespace MLRegularization.Cli.Options;

/// <summary>What <c>--class-weights</c> says: nothing, <c>balanced</c>, or <c>name=weight</c> for some classes, the others at 1.</summary>
internal sealed class ClassWeightValues
{
    private const string Option = "--class-weights";
    private readonly (string Name, double Weight)[] given;
    private readonly bool balanced;

    private ClassWeightValues((string Name, double Weight)[] given, bool balanced) => (this.given, this.balanced) = (given, balanced);

    /// <summary>Reads the option.</summary>
    public static ClassWeightValues From(Arguments arguments, CliOptions options)
    {
        List<string> items = arguments.List(options.ClassWeights);
        if (items is ["balanced"]) return new([], true);
        return new([.. items.Select(Item)], false);
    }

    /// <summary>The engine's weights for the classes of a table; null: none.</summary>
    public ClassWeights? Resolve(TrainingTable table)
    {
        if (!balanced && given.Length == 0) return null;
        if (table.Classes.Count == 0) throw new UserError($"{Option} was given, and the task is {table.Task}, which has no classes; weigh rows with --weights, or give --task binary or multiclass.");
        if (balanced) return ClassWeights.Balanced;
        double[] weights = [.. Enumerable.Repeat(1.0, table.Classes.Count)];
        HashSet<int> seen = [];
        foreach ((string name, double weight) in given)
        {
            int k = Place(name, table.Classes);
            if (k < 0) throw new UserError($"{Option} names '{name}', which is no class of the label '{table.Label}'{Suggestion.For(name, table.Classes)}; its classes are: {Suggestion.Listing([.. table.Classes.Select(c => $"'{c}'")])}.");
            if (!seen.Add(k)) throw new UserError($"{Option} names the class '{table.Classes[k]}' twice; give it one weight.");
            weights[k] = weight;
        }
        return ClassWeights.Given(weights);
    }

    private static (string, double) Item(string item)
    {
        int split = item.LastIndexOf('=');
        if (split <= 0) throw new UserError($"{Option} holds '{item}'{(item == "balanced" ? "" : Suggestion.For(item, ["balanced"]))}; give balanced alone, or NAME=WEIGHT for classes.");
        return (item[..split], Arguments.Number(item[(split + 1)..], $"{Option} for '{item[..split]}'", 0, double.MaxValue, open: true));
    }

    // 1 and 1.0 are one class.
    private static int Place(string name, IReadOnlyList<string> classes)
    {
        for (int k = 0; k < classes.Count; k++)
            if (classes[k] == name || (Number(name) is double number && number == Number(classes[k]))) return k;
        return -1;
    }

    private static double? Number(string text) => NumberText.TryParse(Encoding.UTF8.GetBytes(text), out double number) ? number : null;
}
