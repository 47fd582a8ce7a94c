using MLRegularization.Cli.Commands;
using MLRegularization.Cli.Data;
using MLRegularization.Cli.Output;
using MLRegularization.Models;

namespace MLRegularization.Cli.Options;

/// <summary>What the command line says of an ONNX file.</summary>
/// <param name="File">The file, or null when none is asked for.</param>
/// <param name="Numbers">The numbers it is fed.</param>
internal sealed record OnnxRequest(string? File, OnnxNumbers Numbers)
{
    // Of the label's deviation, or of a linear predictor.
    private const double WorthAWord = 1e-4;

    /// <summary>Reads and checks the options.</summary>
    public static OnnxRequest From(Arguments arguments, CliOptions options, ColumnRoles roles)
    {
        string? file = arguments.Text(options.OnnxOut);
        if (file is null && arguments.Text(options.OnnxBits) is not null) throw new UserError("--onnx-bits was given without --onnx-out; name the file with --onnx-out FILE.onnx.");
        if (file is not null && roles.Text.Columns.Count > 0)
            throw new UserError($"--onnx-out and --text were both given, and an ONNX file cannot hold the bag of words of column '{roles.Text.Columns[0]}'; leave one of them out.");
        return new OnnxRequest(file, arguments.Word(options.OnnxBits, "32", "32", "64") == "64" ? OnnxNumbers.Bits64 : OnnxNumbers.Bits32);
    }

    /// <summary>Writes the file.</summary>
    public void Write(LinearModel model, Stream stream) => EngineCall.Do(() =>
    {
        OnnxWriter.Write(model, stream, Numbers);
        return true;
    });

    /// <summary>What to say where 32 bits round a column so much that predictions move; else null.</summary>
    public string? Rounding(FitOutcome outcome)
    {
        if (File is null || Numbers == OnnxNumbers.Bits64) return null;
        LinearModel model = outcome.Model;
        int p = model.FeatureNames.Count;
        double[] column = new double[outcome.Table.Set.Rows];
        (int Column, double Shift) worst = (-1, 0);
        for (int j = 0; j < p; j++)
        {
            double slope = Enumerable.Range(0, model.Intercepts.Count).Max(k => Math.Abs(model.Coefficients[(k * p) + j]));
            if (slope == 0) continue;
            outcome.Table.Set.Features.CopyCentered(j, 0, 0, column);
            double shift = slope * column.Max(x => Math.Abs(x - (float)x));
            if (shift > worst.Shift) worst = (j, shift);
        }
        bool regression = model.Facts.Task == "regression";
        return worst.Shift > WorthAWord * (regression ? Math.Sqrt(outcome.NullError) : 1)
            ? $"The 32-bit numbers that '{File}' is fed round column '{model.FeatureNames[worst.Column]}' so much that {(regression ? "predictions" : "linear predictors")} move by up to {Show.Rough(worst.Shift)}; write it with --onnx-bits 64."
            : null;
    }
}
