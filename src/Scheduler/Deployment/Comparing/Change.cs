using System.Text.Json.Serialization;
using CostTool.Analyzer.Problems;

namespace CostTool.Scheduler.Deployment.Comparing;

/// <summary>What is done to a resource.</summary>
public enum ChangeKind
{
    /// <summary>It is as it should be.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>It is made.</summary>
    [JsonStringEnumMemberName("create")]
    Create,

    /// <summary>It is changed where it is.</summary>
    [JsonStringEnumMemberName("update")]
    Update,

    /// <summary>A new one takes its place.</summary>
    [JsonStringEnumMemberName("replace")]
    Replace,

    /// <summary>It is removed.</summary>
    [JsonStringEnumMemberName("delete")]
    Delete,

    /// <summary>It is not ours: nothing is applied while it stands in the way.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse,
}

/// <summary>What is done to one resource, and why.</summary>
public sealed record Change
{
    /// <summary>What is done.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>Logical id; null for what is no longer in the desired state.</summary>
    public required string? LogicalId { get; init; }

    /// <summary>CloudFormation's type.</summary>
    public required string Type { get; init; }

    /// <summary>Name in the account.</summary>
    public required string PhysicalName { get; init; }

    /// <summary>As it should be, with references to what exists resolved; null where it goes.</summary>
    public required DesiredResource? Desired { get; init; }

    /// <summary>As it is; null where it is not there.</summary>
    public required LiveResource? Live { get; init; }

    /// <summary>Property by property; empty for what is made or goes whole.</summary>
    public IReadOnlyList<PropertyDifference> Differences { get; init; } = [];

    /// <summary>It goes because a newer version of the same name takes its place.</summary>
    public bool ReplacedByVersion { get; init; }

    /// <summary>For people.</summary>
    public required string Reason { get; init; }
}

/// <summary>What turns what is there into what should be.</summary>
/// <param name="Deployment">Name of the deployment.</param>
/// <param name="PlanSha256">Hash of the plan.</param>
/// <param name="DesiredSha256">Hash of what should be and of the values of its parameters, but for start dates, which move with the clock.</param>
/// <param name="LiveSha256">Hash of everything in the account that the changes were worked out from.</param>
/// <param name="Changes">What is depended on first, then what goes, in the order in which it goes. What is as it should be is among them.</param>
public sealed record ChangeSet(string Deployment, string PlanSha256, string DesiredSha256, string LiveSha256, IReadOnlyList<Change> Changes)
{
    /// <summary>Those that do something.</summary>
    public IEnumerable<Change> Effective => Changes.Where(change => change.Kind is not (ChangeKind.None or ChangeKind.Refuse));

    /// <summary>Those that stand in the way.</summary>
    public IEnumerable<Change> Refused => Changes.Where(change => change.Kind is ChangeKind.Refuse);

    /// <summary>Nothing stands in the way.</summary>
    /// <exception cref="ProblemException">Something has a name of the deployment and is not its own: all of it is told.</exception>
    public void RequireOurs()
    {
        Problem[] problems = [.. Refused.Select(change => new Problem($"{change.Type} `{change.PhysicalName}` is not ours: {change.Reason}", change.LogicalId ?? Deployment, "adopt it, remove it, or name the deployment otherwise"))];
        if (problems.Length > 0) throw new ProblemException(problems);
    }
}
