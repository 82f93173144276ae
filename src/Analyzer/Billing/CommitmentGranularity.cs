using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Billing;

/// <summary>How much time one row of a Savings Plan stands for: bills are exported by hour, day or month, and their rows say only when they begin.</summary>
public static class CommitmentGranularity
{
    private static readonly Hours Hour = new(1);
    private static readonly Hours Day = new(24);

    /// <summary>The length of every row: the smallest distance between two rows of one plan, as all rows of an export have the same length.</summary>
    /// <param name="rows">Rows of one month.</param>
    /// <param name="month">Length of that month.</param>
    /// <returns>An hour, a day, or the month where no plan has a second row and all begin with the month.</returns>
    public static Hours Of(IReadOnlyCollection<CommitmentHour> rows, Hours month)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var gaps = rows.GroupBy(row => row.PlanArn, StringComparer.Ordinal)
            .SelectMany(plan => plan.Select(row => row.Hour).Order().Distinct().ToArray() is var starts ? starts.Zip(starts.Skip(1), (one, next) => next - one) : [])
            .ToList();
        if (gaps.Count > 0) return gaps.Min() < TimeSpan.FromDays(1) ? Hour : Day;
        return rows.Count > 0 && rows.All(row => row.Hour is { Day: 1, Hour: 0, Minute: 0 }) ? month : Hour;
    }
}
