using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Deployment.Applying;

/// <summary>A change that was shown.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Type">CloudFormation's type.</param>
/// <param name="PhysicalName">Name in the account.</param>
public sealed record ReviewedChange(ChangeKind Kind, string Type, string PhysicalName);

/// <summary>What was shown to someone who said yes to it.</summary>
/// <param name="PlanSha256">Hash of the plan.</param>
/// <param name="DesiredSha256">Hash of what should be, settings and parameters included.</param>
/// <param name="LiveSha256">Hash of the account.</param>
/// <param name="Changes">The changes that do something.</param>
public sealed record ReviewedChanges(string PlanSha256, string DesiredSha256, string LiveSha256, IReadOnlyList<ReviewedChange> Changes)
{
    private const string LookAgain = "run `costtool schedule diff` again and look at it";

    /// <summary>Those of a comparison.</summary>
    public static ReviewedChanges Of(ChangeSet changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return new(changes.PlanSha256, changes.DesiredSha256, changes.LiveSha256, [.. changes.Effective.Select(change => new ReviewedChange(change.Kind, change.Type, change.PhysicalName))]);
    }

    /// <summary>The changes are those that were shown, or what an interrupted apply left of them.</summary>
    /// <param name="changes">What would be done now.</param>
    /// <param name="resumedFrom">Hash of the account before the interrupted apply; null where none goes on.</param>
    /// <exception cref="ProblemException">They are not.</exception>
    public void Require(ChangeSet changes, string? resumedFrom)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (PlanSha256 != changes.PlanSha256)
            throw new ProblemException(new Problem($"the plan is not the one that was reviewed: `{changes.PlanSha256}`, reviewed was `{PlanSha256}`", changes.Deployment, LookAgain));
        if (DesiredSha256 != changes.DesiredSha256)
            throw new ProblemException(new Problem("what should be there is not what was reviewed: `deploy:` of costtool.yaml changed, or a schedule ended", changes.Deployment, LookAgain));
        if (LiveSha256 == changes.LiveSha256) return;
        if (LiveSha256 != resumedFrom) throw new ProblemException(new Problem("the account moved since the changes were reviewed", changes.Deployment, LookAgain));
        RequireOf(changes);
    }

    /// <summary>Every change is one of those that were shown, or the rest of one.</summary>
    /// <exception cref="ProblemException">Another has come.</exception>
    public void RequireOf(ChangeSet changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var shown = Changes.ToLookup(change => (change.Type, change.PhysicalName), change => change.Kind);
        Problem[] others = [.. changes.Effective.Where(change => !shown[(change.Type, change.PhysicalName)].Any(kind => IsRestOf(kind, change)))
            .Select(change => new Problem($"{change.Type} `{change.PhysicalName}` moved since the changes were reviewed: {change.Reason}", changes.Deployment, LookAgain))];
        if (others.Length > 0) throw new ProblemException(others);
    }

    // What was half made is changed, what was removed to be replaced is made; a second version that a lost answer left goes.
    private static bool IsRestOf(ChangeKind shown, Change left) => left.Kind is ChangeKind.Delete
        ? shown is ChangeKind.Delete || (left.ReplacedByVersion && shown is ChangeKind.Create or ChangeKind.Replace)
        : shown is ChangeKind.Create or ChangeKind.Update or ChangeKind.Replace;
}
