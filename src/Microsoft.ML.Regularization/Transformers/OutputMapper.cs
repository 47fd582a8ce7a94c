using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers.Regularization.Transformers;

/// <summary>A network's outputs of single rows, as they are asked for.</summary>
internal sealed class OutputMapper(OutputBinding binding) : IRowToRowMapper
{
    public DataViewSchema InputSchema => binding.Input;

    public DataViewSchema OutputSchema => binding.Schema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) => binding.Needed(dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Schema != binding.Input) throw new ArgumentException("The row has another schema than the mapper was made for.", nameof(input));
        return new Row(binding, input, [.. activeColumns.Select(c => c.Index)]);
    }

    private sealed class Row : DataViewRow
    {
        private readonly OutputBinding binding;
        private readonly DataViewRow input;
        private readonly HashSet<int> active;
        private readonly ValueGetter<VBuffer<float>>? outputs;

        public Row(OutputBinding binding, DataViewRow input, HashSet<int> active)
        {
            (this.binding, this.input, this.active) = (binding, input, active);
            if (active.Contains(binding.Input.Count)) outputs = binding.OutputsOf(input);
        }

        public override DataViewSchema Schema => binding.Schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<T> GetGetter<T>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column)) throw new InvalidOperationException($"The column '{column.Name}' was not asked for.");
            if (column.Index > binding.Input.Count) return (ref T value) => value = default!;
            return binding.IsOutput(column) ? OutputBinding.As<T>(outputs!, column) : input.GetGetter<T>(binding.Input[column.Index]);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) input.Dispose();
            base.Dispose(disposing);
        }
    }
}
