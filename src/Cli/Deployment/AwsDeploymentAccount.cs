using CostTool.Scheduler.Accounts;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Preflight;

namespace CostTool.Cli.Deployment;

/// <summary>Which account is meant, and how it is read.</summary>
public sealed record AccountChoice
{
    /// <summary>Region; null for the environment's or the profile's.</summary>
    public string? Region { get; init; }

    /// <summary>Profile; null for the default chain.</summary>
    public string? Profile { get; init; }

    /// <summary>Every schedule is read anew.</summary>
    public bool Refresh { get; init; }

    /// <summary>Where each call is told; null for nowhere.</summary>
    public TextWriter? Trace { get; init; }
}

/// <summary>An account of AWS.</summary>
public sealed class AwsDeploymentAccount : IDeploymentAccount
{
    private readonly AwsAccount account;
    private readonly ScheduleMemoryFile memory;
    private readonly CallTrace? trace;

    private AwsDeploymentAccount(AwsAccount account, ScheduleMemoryFile memory, CallTrace? trace) => (this.account, this.memory, this.trace) = (account, memory, trace);

    /// <inheritdoc />
    public IReadOnlyDictionary<string, IResourceKind> Kinds => account.Kinds;

    /// <inheritdoc />
    public IDeploymentLock Lock => account.Lock;

    /// <inheritdoc />
    public IQuotaReader Quotas => account.Quotas;

    /// <summary>Opens it. Nothing is sent.</summary>
    /// <exception cref="Analyzer.Problems.ProblemException">No region is known, or the profile is not there.</exception>
    public static AwsDeploymentAccount Open(AccountChoice choice, DeploymentFolder folder)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(folder);
        var access = AccountAccess.Of(choice.Region, choice.Profile);
        var memory = ScheduleMemoryFile.Open(folder.ScheduleMemory, choice.Refresh);
        // Clients that are opened from here on are traced.
        var trace = choice.Trace is { } output ? CallTrace.To(output) : null;
        try
        {
            return new AwsDeploymentAccount(AwsAccount.Open(access, new RealTempo(), TimeProvider.System.GetUtcNow, memory, new ApplyOptions()), memory, trace);
        }
        catch
        {
            trace?.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<AccountIdentity> WhoAmIAsync(CancellationToken cancellationToken)
    {
        var caller = await account.WhoAmIAsync(cancellationToken).ConfigureAwait(false);
        return new AccountIdentity(caller.Account, account.Region, caller.Partition);
    }

    /// <inheritdoc />
    public Task<NetworkFacts> NetworkAsync(DeploymentSettings settings, CancellationToken cancellationToken) => account.Network.ReadAsync(settings, cancellationToken);

    /// <summary>Takes the lock away from whoever has it.</summary>
    /// <exception cref="Analyzer.Problems.ProblemException">Another has it, or nobody.</exception>
    public Task UnlockAsync(string deployment, string holder, CancellationToken cancellationToken) => account.Lock.BreakAsync(deployment, holder, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        account.Dispose();
        trace?.Dispose();
        memory.Save();
    }
}
