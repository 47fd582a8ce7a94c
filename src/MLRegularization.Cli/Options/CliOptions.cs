using System.CommandLine;

namespace MLRegularization.Cli.Options;

/// <summary>Every argument and option of every command, with its help; one instance per parse.</summary>
internal sealed class CliOptions
{
    public Argument<string> Data { get; } = new("DATA") { Description = "Table: CSV, TSV or semicolon-separated with a header line, or LIBSVM (.svm, .libsvm); .gz is read directly" };
    public Argument<string> OptionalData { get; } = new("DATA") { Description = "Table to take two features from; without it a small example is drawn", Arity = ArgumentArity.ZeroOrOne };
    public Argument<string> Model { get; } = new("MODEL") { Description = "Model file written by fit --model-out" };

    public Option<string> Label { get; } = Text("--label", "Y", "Column to predict");
    public Option<string> Task { get; } = Text("--task", "auto|regression|binary|multiclass|count", "What to fit; auto (default) takes binary for a label of two texts or of 0 and 1, multiclass for more texts, regression for other numbers");
    public Option<string> ModelKind { get; } = Text("--model", "elasticnet|mlp", "Linear model with a penalty (default), or multilayer perceptron");
    public Option<string> Preset { get; } = Text("--preset", "NAME", "Defaults of a network: realmlp-1 (default) or plain-1, which has no regularisation");
    public Option<string[]> Hidden { get; } = List("--hidden", "N[,N…]", "Widths of the hidden layers (default 256,256,256)");
    public Option<string> Dropout { get; } = Text("--dropout", "R", "Share of hidden units dropped in training (default 0.15; 0 is none)");
    public Option<string> InputDropout { get; } = Text("--input-dropout", "R", "Share of inputs dropped in training (default 0)");
    public Option<string> L1 { get; } = Text("--l1", "S", "L1 penalty of the weights (default 0)");
    public Option<string> L2 { get; } = Text("--l2", "S", "L2 penalty of the weights (default 0)");
    public Option<string> WeightDecay { get; } = Text("--weight-decay", "S", "Decoupled weight decay (default 0.02)");
    public Option<string> LearningRate { get; } = Text("--learning-rate", "R", "Highest learning rate (default 0.07 for regression, 0.04 for other tasks)");
    public Option<string> Epochs { get; } = Text("--epochs", "N", "Passes over the training rows (default 256); the best of them is kept");
    public Option<string> BatchSize { get; } = Text("--batch-size", "N", "Most rows of a step (default 256)");
    public Option<string> Patience { get; } = Text("--patience", "N", "Stop when so many epochs were no better on validation rows (default: run all)");
    public Option<string> Weights { get; } = Text("--weights", "C", "Column of row weights, 0 or more");
    public Option<string[]> ClassWeights { get; } = List("--class-weights", "balanced|NAME=W,…", "Weights of classes: balanced, so that each counts the same, or one for each class named and 1 for the others; probabilities are then those of rows so weighted");
    public Option<string> Offset { get; } = Text("--offset", "C", "Column of known parts of the prediction; for binary of its log-odds, for count of its logarithm: the logarithm of the exposure");
    public Option<string[]> Ignore { get; } = List("--ignore", "C,…", "Columns to leave out; quote a name with a comma, write --ignore=NAME for a name like an option");
    public Option<string> MaxLevels { get; } = Text("--max-levels", "N", "Most different texts of a column that is not --text (default 50): each becomes a feature of a linear model, or of a network an embedding where they are more than 8");
    public Option<string[]> TextColumns { get; } = List("--text", "C,…", "Columns of free text, each to become a bag of words");
    public Option<string> TextWeighting { get; } = Text("--text-weighting", "tfidf|sublinear|counts", "What a word counts for: TF-IDF (default), the same with 1 + ln(count), or how often it occurs");
    public Option<string> TextMinRows { get; } = Text("--text-min-rows", "N", "Rows that a word must occur in to be a feature (default 2)");
    public Option<string> TextWords { get; } = Text("--text-words", "N", "Most words kept, the most frequent ones (default all)");
    public Option<string> TextPhrases { get; } = Text("--text-phrases", "1|2", "2: pairs of neighbouring words are features too (default 1)");
    public Option<string> FoldColumn { get; } = Text("--fold-column", "C", "Column whose values are the folds");
    public Option<string> GroupColumn { get; } = Text("--group-column", "C", "Column whose values are never split between folds");
    public Option<string> TimeColumn { get; } = Text("--time-column", "C", "Column of times: folds are tested on later rows than they are trained on");
    public Option<string> Missing { get; } = Text("--missing", "impute|drop", "Missing values: learn stand-ins on training rows, or drop the rows; default: an error");

    public Option<string> MissingScored { get; } = Text("--missing", "drop", "Leave out rows with a missing value that the model has no stand-in for; default: an error");

    public Option<string[]> Alpha { get; } = List("--alpha", "A[,A…]", "0 ridge … 1 lasso (default 1); fit chooses from a list by cross-validation");
    public Option<string[]> Lambda { get; } = List("--lambda", "V[,V…]", "Given strengths; fit takes one");
    public Option<string> LambdaCount { get; } = Text("--lambda-count", "N", "Strengths of the grid (default 100)");
    public Option<string> LambdaRatio { get; } = Text("--lambda-ratio", "R", "Smallest strength of the grid relative to the largest (default 1e-4, or 1e-2 when columns outnumber rows)");
    public Option<string> StopEarly { get; } = Text("--stop-early", "true|false", "End the grid once the deviance is explained (default true)");
    public Option<string> Select { get; } = Text("--select", "min|1se|aic|bic|ebic", "Rule that chooses the strength (default min)");
    public Option<string> Measure { get; } = Text("--measure", "deviance|auc|accuracy|mse", "What rows held out measure, to choose the strength by (default deviance: squared error for regression); auc for binary, accuracy for classes");
    public Option<string> Folds { get; } = Text("--folds", "K", "Folds of the cross-validation (default 10)");
    public Option<string> Repeats { get; } = Text("--repeats", "N", "Repetitions with new folds (default 1)");
    public Option<bool> Grouped { get; } = Switch("--grouped", "Keep or leave a feature for all classes at once (group lasso); for multiclass");
    public Option<string[]> PenaltyFactor { get; } = List("--penalty-factor", "NAME=F,…", "Penalty factors: 0 never penalised, inf left out; * matches any text");
    public Option<string[]> Lower { get; } = List("--lower", "NAME=V,…", "Lower bounds of coefficients, 0 or less; * matches any text");
    public Option<string[]> Upper { get; } = List("--upper", "NAME=V,…", "Upper bounds of coefficients, 0 or more; * matches any text");
    public Option<bool> NoStandardize { get; } = Switch("--no-standardize", "Penalise coefficients of the columns as they are");
    public Option<bool> NoIntercept { get; } = Switch("--no-intercept", "Fit no intercept");
    public Option<string> Tolerance { get; } = Text("--tolerance", "T", "Relative duality gap to reach (default 1e-7)");

    public Option<string> ModelOut { get; } = Text("--model-out", "FILE", "Save the model");
    public Option<string> OnnxOut { get; } = Text("--onnx-out", "FILE.onnx", "Save the model for ONNX Runtime, with the preparation of columns; not for --text");
    public Option<string> OnnxBits { get; } = Text("--onnx-bits", "32|64", "Bits of the numbers that the ONNX file is fed (default 32)");
    public Option<string> Out { get; } = Text("--out", "FILE", "Write the result to a file");
    public Option<string> Report { get; } = Text("--report", "FILE.html", "Write a report: one HTML page");
    public Option<string> FoldsOut { get; } = Text("--folds-out", "FILE", "Write the folds: CSV row,repeat,fold");
    public Option<string[]> Models { get; } = List("--models", "M,…", "Models to compare: null, unpenalised, ridge, lasso, elasticnet, and the networks mlp-plain and mlp (default all; networks where rows times folds are at most " + CompareRequest.QuickRows + ")");
    public Option<string> InnerFolds { get; } = Text("--inner-folds", "K", "Folds inside each fold's training rows, on which strengths are chosen (default as --folds)");
    public Option<string[]> Mixtures { get; } = List("--alpha", "A[,A…]", "L1 shares the elastic net chooses from (default 0.1,0.5,0.9), of the label in units of its standard deviation");
    public Option<string> Trials { get; } = Text("--trials", "N", "Settings to try in all, those of earlier sessions included (default 30, or as many as --time allows)");
    public Option<string> Time { get; } = Text("--time", "T", "Time to search and to fit the best to all rows, such as 90s, 10m or 2h; what runs when it is up is cut off");
    public Option<string> Study { get; } = Text("--study", "FILE.jsonl", "Journal of the search: the same command continues it, also after Ctrl-C or a crash");
    public Option<string> Parallel { get; } = Text("--parallel", "N", "Settings tried at a time (default as many as threads); the answer is the same for any number");
    public Option<bool> SearchLayers { get; } = Switch("--search-layers", "Search the number and width of hidden layers too (mlp)");
    public Option<string[]> SearchedAlpha { get; } = List("--alpha", "A[,A…]", "L1 shares to choose from, the default first (default 1,0.5,0.9,0.1,0.95,0 and then any)");
    public Option<string> SearchedSelect { get; } = Text("--select", "min|1se", "Rule that chooses the strength of a path (default min)");
    public Option<string[]> Features { get; } = List("--features", "A,B", "The two features to draw");
    public Option<bool> Json { get; } = Switch("--json", "One machine-readable object on standard output");
    public Option<string> Seed { get; } = Text("--seed", "N", "Seed of random folds (default 1)");
    public Option<string> Threads { get; } = Text("--threads", "N", "Threads to use at most (default all cores); the answer is the same for any number");
    public Option<bool> Quiet { get; } = Switch("--quiet", "No progress and no warnings");

    /// <summary>What every command takes.</summary>
    public Option[] Everywhere => [Json, Seed, Threads, Quiet];

    /// <summary>What describes the training rows.</summary>
    public Option[] Rows => [Label, Task, ModelKind, Weights, Offset, Ignore, MaxLevels, TextColumns, TextWeighting, TextMinRows, TextWords, TextPhrases, Missing];

    /// <summary>What describes the path.</summary>
    public Option[] Path => [ClassWeights, Alpha, Grouped, Lambda, LambdaCount, LambdaRatio, StopEarly, PenaltyFactor, Lower, Upper, NoStandardize, NoIntercept, Tolerance];

    /// <summary>What describes a network.</summary>
    public Option[] Network => [Preset, Hidden, Dropout, InputDropout, L1, L2, WeightDecay, LearningRate, Epochs, BatchSize, Patience];

    /// <summary>What describes cross-validation.</summary>
    public Option[] Validation => [Select, Measure, Folds, FoldColumn, GroupColumn, TimeColumn, Repeats];

    /// <summary>What describes a search.</summary>
    public Option[] Search => [Trials, Time, Study, Parallel, SearchLayers];

    /// <summary>What a search lets be said of paths.</summary>
    public Option[] SearchedPath => [ClassWeights, SearchedAlpha, Grouped, LambdaCount, LambdaRatio, StopEarly, PenaltyFactor, Lower, Upper, NoStandardize, NoIntercept, Tolerance];

    /// <summary>What a comparison lets be said of paths.</summary>
    public Option[] ComparedPath => [Mixtures, LambdaCount, LambdaRatio, StopEarly, PenaltyFactor, Lower, Upper, NoStandardize, NoIntercept, Tolerance];

    private static Option<string> Text(string name, string value, string description) => new(name) { Description = description, HelpName = value };

    private static Option<string[]> List(string name, string value, string description) => new(name) { Description = description, HelpName = value, Arity = ArgumentArity.OneOrMore };

    private static Option<bool> Switch(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };
}
