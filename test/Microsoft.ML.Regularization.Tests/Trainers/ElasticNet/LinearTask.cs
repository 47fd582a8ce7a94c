using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Regularization;
using MLRegularization.Paths;

namespace Microsoft.ML.Regularization.Tests.Trainers.ElasticNet;

/// <summary>One trainer as the tests of all trainers see it.</summary>
public abstract class LinearTask
{
    /// <summary>Every elastic net trainer.</summary>
    public static IEnumerable<LinearTask> All => [new Regression(), new Count(), new Binary(), new Multiclass()];

    /// <summary>The label's column in <see cref="Views"/>.</summary>
    public abstract string Label { get; }

    public abstract LossKind Loss { get; }

    /// <summary>The columns that scoring adds.</summary>
    public abstract string[] Outputs { get; }

    /// <summary>A trainer; options for classes serve every task.</summary>
    public abstract IEstimator<ISingleFeaturePredictionTransformer<object>> Trainer(MLContext ml, ElasticNetClassificationOptions options);

    /// <summary>The label as the engine numbers it.</summary>
    internal abstract double LabelOf(Tables.Row row);

    /// <summary>Coefficients and intercept, class after class.</summary>
    public abstract (float[][] Weights, float[] Intercepts) Coefficients(object model);

    /// <summary>An error of scored rows that a good model has near 0, and one that knows nothing near 1.</summary>
    public abstract double Error(MLContext ml, IDataView scored);

    public override string ToString() => GetType().Name;

    /// <summary>Fits with the label's column set.</summary>
    public ISingleFeaturePredictionTransformer<object> Fit(MLContext ml, IDataView data, Action<ElasticNetClassificationOptions>? set = null)
    {
        ElasticNetClassificationOptions options = new() { LabelColumnName = Label, FoldCount = 5, Alpha = 1 };
        set?.Invoke(options);
        return Trainer(ml, options).Fit(data);
    }

    private sealed class Regression : LinearTask
    {
        public override string Label => "Label";
        public override LossKind Loss => LossKind.Squared;
        public override string[] Outputs => ["Score"];
        public override IEstimator<ISingleFeaturePredictionTransformer<object>> Trainer(MLContext ml, ElasticNetClassificationOptions options) => ml.Regression.Trainers.ElasticNet(options);
        internal override double LabelOf(Tables.Row row) => row.Label;
        public override (float[][] Weights, float[] Intercepts) Coefficients(object model) => ([[.. ((LinearRegressionModelParameters)model).Weights]], [((LinearRegressionModelParameters)model).Bias]);
        public override double Error(MLContext ml, IDataView scored) => 1 - ml.Regression.Evaluate(scored, Label).RSquared;
    }

    private sealed class Count : LinearTask
    {
        public override string Label => "Count";
        public override LossKind Loss => LossKind.Poisson;
        public override string[] Outputs => ["Score"];
        public override IEstimator<ISingleFeaturePredictionTransformer<object>> Trainer(MLContext ml, ElasticNetClassificationOptions options) => ml.Regression.Trainers.RegularizedPoisson(options);
        internal override double LabelOf(Tables.Row row) => row.Count;
        public override (float[][] Weights, float[] Intercepts) Coefficients(object model) => ([[.. ((PoissonRegressionModelParameters)model).Weights]], [((PoissonRegressionModelParameters)model).Bias]);
        public override double Error(MLContext ml, IDataView scored) => 1 - ml.Regression.Evaluate(scored, Label).RSquared;
    }

    private sealed class Binary : LinearTask
    {
        public override string Label => "IsLarge";
        public override LossKind Loss => LossKind.Logistic;
        public override string[] Outputs => ["Score", "Probability", "PredictedLabel"];
        public override IEstimator<ISingleFeaturePredictionTransformer<object>> Trainer(MLContext ml, ElasticNetClassificationOptions options) => ml.BinaryClassification.Trainers.ElasticNetLogisticRegression(options);
        internal override double LabelOf(Tables.Row row) => row.IsLarge ? 1 : 0;
        public override (float[][] Weights, float[] Intercepts) Coefficients(object model)
        {
            LinearBinaryModelParameters linear = ((CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>)model).SubModel;
            return ([[.. linear.Weights]], [linear.Bias]);
        }
        public override double Error(MLContext ml, IDataView scored) => 2 * (1 - ml.BinaryClassification.Evaluate(scored, Label).AreaUnderRocCurve);
    }

    private sealed class Multiclass : LinearTask
    {
        public override string Label => "Class";
        public override LossKind Loss => LossKind.Multinomial;
        public override string[] Outputs => ["Score", "PredictedLabel"];
        public override IEstimator<ISingleFeaturePredictionTransformer<object>> Trainer(MLContext ml, ElasticNetClassificationOptions options) => ml.MulticlassClassification.Trainers.ElasticNetMaximumEntropy(options);
        internal override double LabelOf(Tables.Row row) => Array.IndexOf(Views.Classes, row.Kind);
        public override (float[][] Weights, float[] Intercepts) Coefficients(object model)
        {
            VBuffer<float>[] weights = [];
            ((MaximumEntropyModelParameters)model).GetWeights(ref weights, out _);
            return ([.. weights.Select(w => w.DenseValues().ToArray())], [.. ((MaximumEntropyModelParameters)model).GetBiases()]);
        }
        public override double Error(MLContext ml, IDataView scored) => 1 - ml.MulticlassClassification.Evaluate(scored, Label).LogLossReduction;
    }
}
