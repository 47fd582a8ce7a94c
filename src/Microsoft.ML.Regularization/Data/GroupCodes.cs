namespace Microsoft.ML.Trainers.Regularization.Data;

/// <summary>Groups counted from 0, in the order in which they come.</summary>
internal static class GroupCodes
{
    /// <summary>One code per row.</summary>
    /// <param name="groups">What tells the groups of rows apart.</param>
    public static int[] Of(IReadOnlyList<ulong> groups)
    {
        Dictionary<ulong, int> codes = [];
        int[] of = new int[groups.Count];
        for (int i = 0; i < of.Length; i++)
        {
            if (!codes.TryGetValue(groups[i], out int code)) codes.Add(groups[i], code = codes.Count);
            of[i] = code;
        }
        return of;
    }
}
