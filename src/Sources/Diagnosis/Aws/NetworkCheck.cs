using Amazon.Runtime;
using CostTool.Scheduler.Accounts;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Preflight;

namespace CostTool.Sources.Diagnosis.Aws;

/// <summary>Whether the cluster and the network of a deployment let a task start. <c>apply</c> asks the same for as many tasks as the plan runs at once.</summary>
/// <param name="session">Region and credentials.</param>
/// <param name="settings">The deployment.</param>
/// <param name="clock">This machine's.</param>
public sealed class NetworkCheck(AwsSession session, DeploymentSettings settings, TimeProvider clock) : ICheck
{
    /// <inheritdoc/>
    public string Name => "network";

    /// <inheritdoc/>
    public bool Needed => true;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await session.CallerAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is AmazonClientException or AmazonServiceException or HttpRequestException or IOException)
        {
            return [new Finding(Name, FindingLevel.Warning, "not known: the account cannot be asked", "mend credentials and account first")];
        }

        // One try: who waits for a doctor does not wait for six.
        using var account = AwsAccount.Open(session.Access, new RealTempo(), clock.GetUtcNow, new NoScheduleMemory(), new ApplyOptions { Attempts = 1 });
        var facts = await account.Network.ReadAsync(settings, cancellationToken).ConfigureAwait(false);
        return [.. NetworkPreflight.Check(settings, facts, tasksAtOnce: 1, prices: null).Select(finding => new Finding(Name, Level(finding.Level), $"{finding.Problem.What} ({finding.Problem.Where})", finding.Problem.Fix))];
    }

    private static FindingLevel Level(PreflightLevel level) => level switch
    {
        PreflightLevel.Good => FindingLevel.Ok,
        PreflightLevel.Warning => FindingLevel.Warning,
        _ => FindingLevel.Failed,
    };
}
