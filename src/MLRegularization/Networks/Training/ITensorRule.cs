namespace MLRegularization.Networks.Training;

/// <summary>What a penalty or a constraint does to a whole tensor once all slices of the step are done, because what it shrinks or projects reaches across slices.</summary>
internal interface ITensorRule
{
    /// <summary>Shrinks or projects the values. Rules of one layer run one after the other, those of several layers side by side.</summary>
    void Finish(StepInfo step);
}
