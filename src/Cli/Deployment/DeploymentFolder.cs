using CostTool.Sources.History;

namespace CostTool.Cli.Deployment;

/// <summary>What a workspace keeps of a deployment: <c>WORKSPACE/.costtool/deploy/NAME/</c>. Nothing in it is needed to go on from another machine.</summary>
/// <param name="Path">The folder.</param>
public sealed record DeploymentFolder(string Path)
{
    /// <summary>That of a deployment of a workspace.</summary>
    public static DeploymentFolder Of(string workspace, string deployment) => new(System.IO.Path.Combine(workspace, ".costtool", "deploy", deployment));

    /// <summary>The journal of the last apply.</summary>
    public string Journal => System.IO.Path.Combine(Path, "journal.jsonl");

    /// <summary>What was read of schedules, so that it need not be read again.</summary>
    public string ScheduleMemory => System.IO.Path.Combine(Path, "schedules.jsonl");

    /// <summary>Takes the right to change the deployment from this workspace; a killed process loses it.</summary>
    /// <exception cref="Analyzer.Problems.ProblemException">Another process has it.</exception>
    public Task<StoreLock> LockAsync(TimeProvider clock, CancellationToken cancellationToken) => StoreLock.TakeAsync(
        System.IO.Path.Combine(Path, "apply"), TimeSpan.Zero, clock, cancellationToken, "another command changes this deployment", "wait for it to end, then run this one again");
}
