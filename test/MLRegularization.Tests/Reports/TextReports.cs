using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Preparation;
using MLRegularization.Reports;
using MLRegularization.Tests.Fixtures;

namespace MLRegularization.Tests.Reports;

/// <summary>Inputs of reports of free text.</summary>
internal static class TextReports
{
    /// <summary>A cross-validated fit (squared, logistic, or multinomial of three classes) of words and pairs of words, some of them long, beside a column of numbers.</summary>
    public static ReportInput Words(LossKind loss = LossKind.Logistic, double lambda = 0.01, string column = "text")
    {
        FixtureTable fixture = FixtureTable.Fixture("inputs/texts.csv");
        string longWord = new('w', 300);
        Table table = new([TextColumn.FromTexts(column, [.. fixture.Rows.Select((r, i) => r[0] + (i % 5 < 2 ? " " + longWord : " <script> & &amp;"))]), new NumericColumn("n", Enumerable.Range(0, fixture.Rows.Length).Select(i => i * 7.0 % 5).ToArray())]);
        TableEncoding encoding = TableEncoder.Learn(table, texts: new Dictionary<string, TextOptions> { [column] = new() { PhraseLength = 2 } });
        TrainingSet data = new(TableEncoder.Encode(encoding, table).Features, [.. fixture.Numbers("y").Select((y, i) => loss == LossKind.Multinomial && i % 3 == 0 ? 2 : y)], featureNames: encoding.FeatureNames());
        CrossValidation validation = CrossValidation.Run(data, new PathOptions { Loss = loss, Lambdas = [20 * lambda, 10 * lambda, 3 * lambda, lambda] }, new CrossValidationOptions
        {
            FoldCount = 4,
            FeaturesFor = rows => TableEncoder.Encode(TableEncoder.Relearn(encoding, table, rows), table).Features,
        });
        Choice choice = new(validation.Curves[0], 3);
        string[]? classes = loss switch { LossKind.Squared => null, LossKind.Logistic => ["unkind", "kind"], _ => ["unkind", "kind", "<both> & neither"] };
        return ReportInputs.Of(choice.Curve.Path, 3, data.Target, model: validation.Model(label: "response", classes: classes).WithEncoding(encoding)) with
        {
            Validation = validation,
            OutOfFold = validation.OutOfFoldPredictions(choice),
            Deviations = FeatureDeviations.Of(data),
        };
    }
}
