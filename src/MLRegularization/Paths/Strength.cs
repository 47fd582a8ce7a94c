namespace MLRegularization.Paths;

/// <summary>
/// How strongly is penalised, in the terms of docs/objective.md: mean loss + λ Σ [α |b| + ½ (1 − α) b²]. Converts from and to the numbers
/// of other systems; n is the number of rows (the sum of weights where there are any).
/// </summary>
/// <param name="L1">Weight of Σ |b|: λα.</param>
/// <param name="L2">Weight of ½ Σ b²: λ(1 − α).</param>
public readonly record struct Strength(double L1, double L2)
{
    /// <summary>λ.</summary>
    public double Lambda => L1 + L2;

    /// <summary>α; 1 where nothing is penalised.</summary>
    public double Alpha => Lambda > 0 ? L1 / Lambda : 1;

    /// <summary>From λ and α.</summary>
    public static Strength From(double lambda, double alpha)
    {
        Check(lambda, "lambda");
        if (!(alpha >= 0 && alpha <= 1)) throw new ArgumentException($"Alpha is {alpha}; it must lie between 0 (ridge) and 1 (lasso).", nameof(alpha));
        return new Strength(lambda * alpha, lambda * (1 - alpha));
    }

    /// <summary>From glmnet's gaussian family, which divides the response by its standard deviation (divisor n) first: λ(1 − α) there is λ(1 − α)/sd here.</summary>
    public static Strength FromGlmnetGaussian(double lambda, double alpha, double responseDeviation)
    {
        Positive(responseDeviation, "standard deviation of the response");
        Strength same = From(lambda, alpha);
        return same with { L2 = same.L2 / responseDeviation };
    }

    /// <summary>To glmnet's gaussian λ and α.</summary>
    public (double Lambda, double Alpha) ToGlmnetGaussian(double responseDeviation)
    {
        Positive(responseDeviation, "standard deviation of the response");
        Strength theirs = this with { L2 = L2 * responseDeviation };
        return (theirs.Lambda, theirs.Alpha);
    }

    /// <summary>From scikit-learn's Lasso (l1_ratio 1) and ElasticNet, whose alpha and l1_ratio are λ and α.</summary>
    public static Strength FromScikitLearnElasticNet(double alpha, double l1Ratio = 1) => From(alpha, l1Ratio);

    /// <summary>To scikit-learn's ElasticNet.</summary>
    public (double Alpha, double L1Ratio) ToScikitLearnElasticNet() => (Lambda, Alpha);

    /// <summary>From scikit-learn's Ridge, whose squared loss is a sum without ½: λ = alpha / n.</summary>
    public static Strength FromScikitLearnRidge(double alpha, double rows) => new(0, Checked(alpha, "alpha") / Rows(rows));

    /// <summary>To scikit-learn's Ridge.</summary>
    public double ToScikitLearnRidge(double rows) => Ridge("scikit-learn's Ridge") * Rows(rows);

    /// <summary>From scikit-learn's LogisticRegression, which weighs the loss: λ = 1 / (n C); l1Ratio is 1 for penalty l1, 0 for l2.</summary>
    public static Strength FromScikitLearnLogistic(double c, double rows, double l1Ratio = 0)
    {
        Positive(c, "C");
        return From(1 / (Rows(rows) * c), l1Ratio);
    }

    /// <summary>To scikit-learn's LogisticRegression.</summary>
    public (double C, double L1Ratio) ToScikitLearnLogistic(double rows)
        => Lambda > 0 ? (1 / (Rows(rows) * Lambda), Alpha) : throw new InvalidOperationException("Lambda is 0, for which C would be infinite; use penalty None there.");

    /// <summary>From PyTorch's weight_decay beside a mean loss of squared (with ½) or cross-entropy form: it adds weight_decay · w to the gradient.</summary>
    public static Strength FromPyTorchWeightDecay(double weightDecay) => new(0, Checked(weightDecay, "weight decay"));

    /// <summary>To PyTorch's weight_decay.</summary>
    public double ToPyTorchWeightDecay() => Ridge("weight decay");

    /// <summary>From Keras's l1(a) and l2(b), which stand for a Σ|w| and b Σw², without ½.</summary>
    public static Strength FromKeras(double l1, double l2) => new(Checked(l1, "l1"), 2 * Checked(l2, "l2"));

    /// <summary>To Keras's l1 and l2.</summary>
    public (double L1, double L2) ToKeras() => (L1, L2 / 2);

    /// <summary>From ML.NET's Lbfgs trainers, whose penalties stand beside a sum of losses.</summary>
    public static Strength FromMLNetLbfgs(double l1, double l2, double rows) => new(Checked(l1, "L1 regularization") / Rows(rows), Checked(l2, "L2 regularization") / Rows(rows));

    /// <summary>To ML.NET's Lbfgs trainers.</summary>
    public (double L1, double L2) ToMLNetLbfgs(double rows) => (L1 * Rows(rows), L2 * Rows(rows));

    /// <summary>From ML.NET's SdcaLogisticRegression: L2 for each example, L1 as a threshold relative to L2.</summary>
    public static Strength FromMLNetSdcaLogistic(double l1, double l2) => new(Checked(l1, "L1 regularization") * Checked(l2, "L2 regularization"), l2);

    /// <summary>To ML.NET's SdcaLogisticRegression, which cannot do without L2.</summary>
    public (double L1, double L2) ToMLNetSdcaLogistic() => (L1 / Sdca(), L2);

    /// <summary>From ML.NET's Sdca regression, whose squared loss has no ½.</summary>
    public static Strength FromMLNetSdcaRegression(double l1, double l2) => new(Checked(l1, "L1 regularization") * Checked(l2, "L2 regularization") / 2, l2 / 2);

    /// <summary>To ML.NET's Sdca regression, which cannot do without L2.</summary>
    public (double L1, double L2) ToMLNetSdcaRegression() => (L1 / Sdca(), 2 * L2);

    /// <summary>From ML.NET's Ols, which adds L2² n to the diagonal.</summary>
    public static Strength FromMLNetOls(double l2) => new(0, Checked(l2, "L2 regularization") * l2);

    /// <summary>To ML.NET's Ols.</summary>
    public double ToMLNetOls() => Math.Sqrt(Ridge("ML.NET's Ols"));

    private double Sdca() => L2 > 0 ? L2 : throw new InvalidOperationException($"L2 is 0 and L1 is {L1}: ML.NET's Sdca trainers measure L1 by L2 and need an L2 above 0; use alpha below 1.");

    private double Ridge(string system) => L1 == 0 ? L2 : throw new InvalidOperationException($"Alpha is {Alpha} and {system} has no L1 part; use alpha 0.");

    private static double Rows(double rows)
    {
        Positive(rows, "number of rows");
        return rows;
    }

    private static double Checked(double value, string name)
    {
        Check(value, name);
        return value;
    }

    private static void Check(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value))) throw new ArgumentException($"The {name} is {value}; it must be 0 or more and finite.");
    }

    private static void Positive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value))) throw new ArgumentException($"The {name} is {value}; it must be above 0 and finite.");
    }
}
