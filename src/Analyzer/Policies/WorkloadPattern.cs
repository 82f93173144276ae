namespace CostTool.Analyzer.Policies;

/// <summary>A pattern over workload ids (<c>namespace/kind/name</c>): <c>*</c> stands for any text, also across slashes, <c>?</c> for one character.</summary>
/// <param name="Text">The pattern as written.</param>
public sealed record WorkloadPattern(string Text)
{
    /// <summary>Whether the whole id matches. Takes time in proportion to the lengths, whatever the pattern.</summary>
    public bool Matches(string workloadId)
    {
        ArgumentNullException.ThrowIfNull(workloadId);
        int at = 0, pattern = 0, star = -1, retry = 0;
        while (at < workloadId.Length)
        {
            if (pattern < Text.Length && (Text[pattern] == '?' || Text[pattern] == workloadId[at]) && Text[pattern] != '*')
            {
                at++;
                pattern++;
            }
            else if (pattern < Text.Length && Text[pattern] == '*')
            {
                star = pattern++;
                retry = at;
            }
            else if (star >= 0)
            {
                pattern = star + 1;
                at = ++retry;
            }
            else
            {
                return false;
            }
        }

        while (pattern < Text.Length && Text[pattern] == '*') pattern++;
        return pattern == Text.Length;
    }
}
