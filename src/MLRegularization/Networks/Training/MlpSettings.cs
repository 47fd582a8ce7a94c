using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MLRegularization.Networks.Optimizers;
using MLRegularization.Networks.Regularizers;
using MLRegularization.Networks.Schedules;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Training;

/// <summary>Checks a user's options once, fills in what the preset says, and tells what a run was.</summary>
internal static class MlpSettings
{
    /// <summary>Most epochs, and most rows of a batch.</summary>
    private const int Most = 1_000_000;

    private const int MostThreads = 1024;

    /// <summary>The settings of a run.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static TrainingSettings From(MlpOptions options, MlpPreset preset, NetworkTask task, MlpRows rows)
    {
        NetworkMetric metric = options.Metric ?? (task.HasClasses() ? NetworkMetric.Error : NetworkMetric.Loss);
        if (!Enum.IsDefined(metric)) throw new ArgumentException($"The metric is {metric}; give one of {string.Join(", ", Enum.GetNames<NetworkMetric>())}.", nameof(options));
        if (metric == NetworkMetric.Error && !task.HasClasses())
            throw new ArgumentException($"The metric is the share of wrong classes and the task is {task}, which has none; give NetworkMetric.Loss.", nameof(options));
        NetworkSpec spec = options.Network ?? preset.NetworkFor(task);
        RegularizationSpec regularization = options.Regularization ?? (options.Network is null && metric == NetworkMetric.Loss ? spec.Regularization.Without<LabelSmoothing>() : spec.Regularization);
        Optimizer optimizer = options.Optimizer ?? preset.Optimizer;
        if (optimizer is Lbfgs && Unused(options) is string unused) throw new ArgumentException(unused, nameof(options));
        double rate = options.LearningRate ?? preset.RateFor(task);
        if (!(rate > 0 && double.IsFinite(rate))) throw new ArgumentException($"The learning rate is {rate}; it must be above 0 and finite: 0.001 is usual for Adam.", nameof(options));
        Schedule schedule = options.RateSchedule ?? preset.RateSchedule;
        if (schedule.Problem() is string problem) throw new ArgumentException(problem, nameof(options));
        spec = spec with { Regularization = regularization };
        spec.Check();
        return new TrainingSettings
        {
            Spec = spec,
            Categories = [.. rows.Encoding.Embeddings().Select(c => new CategoricalInput(c.Name, c.CodeShares.Count))],
            FirstOutputs = spec.OutputActivation == Models.Activation.Identity ? rows.FirstOutputs : [],
            Loss = rows.Loss,
            Optimizer = optimizer,
            Clip = options.Clip,
            LearningRate = rate,
            RateSchedule = schedule,
            Epochs = Whole("number of epochs", options.Epochs ?? (optimizer is Lbfgs lbfgs ? lbfgs.MostIterations : preset.Epochs)),
            BatchSize = Whole("batch size", options.BatchSize ?? preset.BatchSize),
            Metric = metric,
            Seed = options.Seed,
            Threads = options.Threads is >= 0 and <= MostThreads ? options.Threads : throw new ArgumentException($"The number of threads is {options.Threads}; give 0 for all cores, or from 1 to {MostThreads}.", nameof(options)),
            PauseAfter = options.PauseAfter is int pause ? Whole("number of epochs before a pause", pause) : null,
        };
    }

    /// <summary>Optimiser, schedule and batches in plain words.</summary>
    public static string Describe(TrainingSettings settings, MlpRows rows) => InvariantText.Of(() =>
    {
        string chosen = rows.Validation is null ? "the last epoch, as no rows were held out to choose one."
            : $"the best epoch by {(settings.Metric == NetworkMetric.Error ? "the share of wrong classes" : "the loss")} on validation rows.";
        if (settings.Optimizer is Lbfgs) return string.Create(CultureInfo.InvariantCulture, $"Up to {settings.Epochs} iterations of {settings.Optimizer.Describe()}, each an epoch; {chosen}");
        return string.Create(CultureInfo.InvariantCulture,
            $"{settings.Epochs} epoch{(settings.Epochs == 1 ? "" : "s")} of batches of {(settings.BatchSize == 1 ? "1 row" : $"up to {settings.BatchSize} rows")}, {settings.Optimizer.Describe()}, learning rate {settings.LearningRate:G4}, {settings.RateSchedule.Describe()}{(settings.Clip is null ? "" : $", {settings.Clip.Describe()}")}; {chosen}");
    });

    /// <summary>What regularisers do badly together on these rows.</summary>
    public static IReadOnlyList<string> Warnings(TrainingSettings settings, MlpRows rows)
    {
        string[] unstopped = rows.Validation is null && settings.Spec.Regularization.Find<EarlyStopping>() is not null
            ? ["Early stopping was asked for and no rows are held out to watch, so the run goes through all epochs; give a ValidationShare or validation rows, or leave it out."] : [];
        int present = rows.Training.Present.Length, batch = settings.Optimizer is Lbfgs ? present : BatchSource.LargestBatch(present, settings.BatchSize);
        return [.. unstopped, .. settings.Spec.Regularization.Warnings(settings.Spec.Hidden, new InputLayout(rows.Training.Inputs.NumberColumns, settings.Categories).Width, batch)];
    }

    /// <summary>A digest of all that a run's bits depend on: settings, rows, labels and weights.</summary>
    public static string Fingerprint(TrainingSettings settings, MlpRows rows)
    {
        string text = InvariantText.Of(() => string.Join('|', settings.Spec.OutputActivation, settings.Spec.Initialization, settings.Spec.BiasRate, string.Join(';', settings.Spec.Hidden), string.Join(';', settings.Spec.Regularization.Select(Exactly)),
            settings.Loss.GetType().Name, settings.Metric, settings.Seed, settings.Optimizer, settings.Clip, settings.LearningRate, settings.RateSchedule, settings.Epochs, settings.BatchSize));
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        foreach (TrainingRows table in new[] { rows.Training, rows.Validation }.OfType<TrainingRows>())
        {
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(table.Inputs.Numbers.AsSpan()));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(table.Inputs.Codes.AsSpan()));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(table.Labels.AsSpan()));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes((table.Weights ?? []).AsSpan()));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // A record says its numbers with all digits, and of a list its type alone.
    private static string Exactly(Regularizer member) => member is LayerRegularizer { Layers: IReadOnlyList<int> layers } named ? $"{named with { Layers = null }} of {string.Join(',', layers)}" : member.ToString();

    // An option that would change nothing.
    private static string? Unused(MlpOptions options)
    {
        if (options.PauseAfter is not null) return "A run of L-BFGS cannot be paused, as a checkpoint does not hold the changes of gradients that it remembers; leave PauseAfter out.";
        string? name = options.LearningRate is not null ? nameof(options.LearningRate) : options.RateSchedule is not null ? nameof(options.RateSchedule)
            : options.BatchSize is not null ? nameof(options.BatchSize) : options.Clip is not null ? nameof(options.Clip) : null;
        return name is null ? null : $"{name} is given, and L-BFGS sees all rows at once and finds its own steps; leave that out, or take Adam or SGD.";
    }

    private static int Whole(string name, int value) => value is >= 1 and <= Most ? value : throw new ArgumentException($"The {name} is {value}; give from 1 to {Most}.");
}
