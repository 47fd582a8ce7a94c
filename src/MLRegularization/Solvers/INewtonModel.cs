namespace MLRegularization.Solvers;

/// <summary>
/// The quadratic model of a loss with the intercepts minimised out. Slopes are those of the point it is anchored at; curvatures may be
/// those of an earlier one.
/// </summary>
internal interface INewtonModel
{
    /// <summary>The model's quadratic, divided by <see cref="Weight"/>.</summary>
    IQuadratic Quadratic { get; }

    /// <summary>What the quadratic was divided by.</summary>
    double Weight { get; }

    /// <summary>Takes up the present point and its slopes; returns them in the model's units, those of the candidates at least.</summary>
    double[] Anchor(int[] candidates);

    /// <summary>The step from the anchor to the quadratic's present point.</summary>
    ModelStep Step();
}
