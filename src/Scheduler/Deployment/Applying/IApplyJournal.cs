using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Deployment.Applying;

/// <summary>What an apply set out to do.</summary>
/// <param name="Id">Id of the apply: the same when it is resumed.</param>
/// <param name="Deployment">Name of the deployment.</param>
/// <param name="PlanSha256">Hash of the plan; empty for a removal.</param>
/// <param name="LiveSha256">Hash of the account as it was before the first step; empty until it is known, when nothing was changed yet.</param>
public sealed record ApplyHeader(string Id, string Deployment, string PlanSha256, string LiveSha256);

/// <summary>What an apply did, kept where a killed process leaves it. Nothing is decided from it but whether an apply goes on: the account itself says what is there.</summary>
public interface IApplyJournal
{
    /// <summary>The apply that began and did not end; null when the last one ended.</summary>
    ApplyHeader? Interrupted { get; }

    /// <summary>An apply begins, goes on, or knows more of itself. What was told of the same id stays.</summary>
    void Begin(ApplyHeader header);

    /// <summary>A step begins.</summary>
    void Started(Change change);

    /// <summary>A step is done.</summary>
    void Done(Change change);

    /// <summary>A step failed for good.</summary>
    void Failed(Change change, Problem problem);

    /// <summary>Everything is as it should be.</summary>
    void End();
}
