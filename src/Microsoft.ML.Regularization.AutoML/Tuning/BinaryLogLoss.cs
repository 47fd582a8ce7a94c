using Microsoft.ML.Data;
using Microsoft.ML.Trainers.Regularization.Data;

namespace Microsoft.ML.Trainers.Regularization.Tuning;

/// <summary>ML.NET's log-loss of two classes, in bits. Its own evaluation refuses rows of one class, which a fold may hold out, since it draws a curve too.</summary>
internal static class BinaryLogLoss
{
    /// <summary>That of scored rows.</summary>
    public static double Of(IDataView scored, string label)
    {
        DataViewSchema.Column truth = scored.Schema[label], probability = scored.Schema["Probability"];
        using DataViewRowCursor cursor = scored.GetRowCursor([truth, probability]);
        Func<double> isPositive = ColumnGetters.Label(cursor, truth), likely = ColumnGetters.Number(cursor, probability);
        double sum = 0;
        int rows = 0;
        for (; cursor.MoveNext(); rows++) sum -= Math.Log(isPositive() == 1 ? likely() : 1 - likely(), 2);
        return sum / rows;
    }
}
