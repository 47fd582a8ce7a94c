using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MLRegularization.Matrices;
using MLRegularization.Paths;
using MLRegularization.Preparation;

namespace MLRegularization.Tuning;

/// <summary>A digest of all that is learned from, to the last bit: SHA-256 over what is added, in order.</summary>
internal sealed class DataDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Dispose() => hash.Dispose();

    public override string ToString() => Convert.ToHexStringLower(hash.GetCurrentHash());

    public DataDigest Add(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Add([bytes.Length]).Add<byte>(bytes);
    }

    /// <summary>Numbers, with their count: none differs from not given.</summary>
    public DataDigest Add(IReadOnlyList<double>? values) => values is null ? Add([-1]) : Add([values.Count]).Add<double>(values as double[] ?? [.. values]);

    public DataDigest Add(IColumnMatrix matrix)
    {
        Add([matrix.Rows, matrix.Columns]);
        double[] column = new double[matrix is SparseColumns ? 0 : matrix.Rows];
        for (int j = 0; j < matrix.Columns; j++)
        {
            if (matrix is SparseColumns sparse) Add([sparse.RowsOf(j).Length]).Add(sparse.RowsOf(j)).Add(sparse.ValuesOf(j));
            else
            {
                matrix.CopyCentered(j, 0, 0, column);
                Add<double>(column);
            }
        }
        return this;
    }

    public DataDigest Add(Table table)
    {
        Add([table.Rows, table.Columns.Count]);
        foreach (TableColumn column in table.Columns)
        {
            Add(column.Name);
            if (column is NumericColumn numbers) Add(numbers.Values.Span);
            if (column is not TextColumn texts) continue;
            Add(texts.Codes.Span).Add([texts.Levels.Count]);
            foreach (string level in texts.Levels) Add(level);
        }
        return this;
    }

    public DataDigest Add(IReadOnlyList<Folds> divisions)
    {
        foreach (Folds folds in divisions) Add([folds.Count, folds.TimeOrdered ? 1 : 0]).Add<int>(folds.FoldOf.ToArray());
        return this;
    }

    public DataDigest Add(ReadOnlySpan<int> numbers) => Add<int>(numbers);

    private DataDigest Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        hash.AppendData(MemoryMarshal.AsBytes(values));
        return this;
    }
}
