using System.Runtime.CompilerServices;
using MLRegularization.Numerics;

namespace MLRegularization.Networks.Layers;

/// <summary>
/// Puts a row's inputs side by side: its numbers, then for each categorical column the learned row of its code. The last row of a table stands for codes that
/// are no category; it begins at 0 and is learned only where training rows have such codes. Without categories it is a copy, which noise may change.
/// </summary>
internal sealed unsafe class EmbeddingLayer : Layer
{
    private const int Width = FloatPanels.Width;

    private readonly Parameters parameters;
    private readonly ParameterTensor[] tables;
    private readonly int[] codes;
    private readonly ParameterSlice[][] slices;
    private readonly Piece[][] pieces;

    /// <summary>Wires.</summary>
    /// <param name="input">The numbers.</param>
    /// <param name="output">As wide as numbers and tables together.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="tables">A table per categorical column, categories + 1 rows.</param>
    /// <param name="codes">The codes of the batch, row after row.</param>
    public EmbeddingLayer(Signal input, Signal output, Parameters parameters, IReadOnlyList<ParameterTensor> tables, int[] codes)
        : base(input, output)
    {
        this.parameters = parameters;
        this.tables = [.. tables];
        this.codes = codes;
        slices = [.. tables.Select(t => Enumerable.Range(0, t.Panels).Select(p => new ParameterSlice(t, t.Start + (p * t.PanelLength), t.PanelLength)).ToArray())];
        pieces = new Piece[tables.Count][];
        int first = input.Width;
        for (int q = 0; q < tables.Count; q++)
        {
            pieces[q] = [.. Cut(tables[q], first)];
            first += tables[q].Columns;
        }
    }

    public override int GradientTasks => tables.Length;

    public override IReadOnlyList<ParameterSlice> SlicesOf(int task) => slices[task];

    public override void Forward(Pass pass, RowRange rows)
    {
        for (int p = 0; p < Input.Values.Count; p++) new Span<float>(Input.Values.At(p, rows.First), (rows.End - rows.First) * Width).CopyTo(new Span<float>(Output.Values.At(p, rows.First), (rows.End - rows.First) * Width));
        for (int r = rows.First; r < rows.End; r++)
            for (int q = 0; q < tables.Length; q++)
            {
                float* table = parameters.Values.Values + ((nint)RowOf(r, q) * Width);
                foreach (Piece piece in pieces[q]) new Span<float>(table + piece.Start, piece.Length).CopyTo(new Span<float>(Output.Values.At(piece.Panel, r) + piece.Column, piece.Length));
            }
    }

    public override void Backward(Pass pass, RowRange rows)
    {
        if (Input.Slopes is not FloatPanels below) return;
        for (int p = 0; p < below.Count; p++)
            for (int r = rows.First; r < rows.End; r++) new Span<float>(Output.Slopes!.At(p, r), below.ColumnsOf(p)).CopyTo(new Span<float>(below.At(p, r), below.ColumnsOf(p)));
    }

    /// <summary>Sums of slopes by code, in the order of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Gradient(Pass pass, int task)
    {
        float* gradients = parameters.Gradients.Values;
        new Span<float>(gradients + tables[task].Start, tables[task].Length).Clear();
        for (int r = 0; r < pass.Rows; r++)
        {
            float* row = gradients + ((nint)RowOf(r, task) * Width);
            foreach (Piece piece in pieces[task])
            {
                float* slope = Output.Slopes!.At(piece.Panel, r) + piece.Column, to = row + piece.Start;
                for (int c = 0; c < piece.Length; c++) to[c] += slope[c];
            }
        }
    }

    private int RowOf(int row, int column) => (int)Math.Min((uint)codes[(row * tables.Length) + column], (uint)tables[column].Rows - 1);

    // Where a table's row and its place in the output are both without a gap.
    private static IEnumerable<Piece> Cut(ParameterTensor table, int first)
    {
        for (int c = 0, length; c < table.Columns; c += length)
        {
            length = Math.Min(table.Columns - c, Width - Math.Max(c % Width, (first + c) % Width));
            yield return new Piece(table.At(0, c), (first + c) / Width, (first + c) % Width, length);
        }
    }

    private readonly record struct Piece(int Start, int Panel, int Column, int Length);
}
