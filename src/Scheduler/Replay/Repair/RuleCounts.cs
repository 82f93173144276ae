using CostTool.Scheduler.Replay.Demand;

namespace CostTool.Scheduler.Replay.Repair;

/// <summary>Counts rows by rule.</summary>
internal sealed class RuleCounts
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);

    public long Total => counts.Values.Sum();

    public void Add(string rule, long rows = 1)
    {
        if (rows > 0) counts[rule] = counts.GetValueOrDefault(rule) + rows;
    }

    public long Of(string rule) => counts.GetValueOrDefault(rule);

    public IReadOnlyList<QualityCount> ToList() => [.. counts.Select(pair => new QualityCount(pair.Key, pair.Value))];
}
