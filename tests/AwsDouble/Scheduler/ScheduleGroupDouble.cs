using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Scheduler;

/// <summary>A schedule group and what is in it.</summary>
internal sealed class ScheduleGroupDouble(string name, string arn, double created)
{
    public string Name { get; } = name;

    public string Arn { get; } = arn;

    public double Created { get; } = created;

    public TagSet Tags { get; } = new();

    public SortedDictionary<string, JsonObject> Schedules { get; } = new(StringComparer.Ordinal);

    /// <summary>When a deletion that has begun is over.</summary>
    public DateTimeOffset? GoneAt { get; set; }
}
