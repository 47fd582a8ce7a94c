using MLRegularization.Networks.Layers;

namespace MLRegularization.Networks.Training;

/// <summary>What a regulariser does to the rows and labels of a batch when they were gathered.</summary>
internal interface IRowRule
{
    /// <summary>Whether labels of K classes become soft by it.</summary>
    bool SoftensLabels { get; }

    /// <summary>Changes some rows. What becomes of a row depends on seed, epoch and the row's place in the table alone: not on its batch, its neighbours or threads.</summary>
    void Apply(BatchRows batch, RowRange rows);
}
