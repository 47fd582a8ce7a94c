namespace MLRegularization.Penalties;

/// <summary>A penalty that is a sum over groups of coordinates: group j is made of the coordinates j, j + G, j + 2G, … of G groups.</summary>
internal interface IGroupPenalty : IJointPenalty
{
    /// <summary>argmin over b of ½·curvature·‖b‖² − z·b + hⱼ(b): the proximal step.</summary>
    double[] Minimize(int group, double curvature, double[] z);

    /// <summary>Distance of the slopes from the subdifferential ∂hⱼ(b).</summary>
    double Violation(int group, double[] b, double[] slopes);

    /// <summary>Weights of ‖b‖ and ½‖b‖² in hⱼ.</summary>
    (double Norm, double Square) Weights(int group);

    /// <summary>What holds every coordinate of a group.</summary>
    (double Lower, double Upper) Bounds(int group);
}
