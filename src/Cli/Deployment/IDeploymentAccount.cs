using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Preflight;

namespace CostTool.Cli.Deployment;

/// <summary>Whose account is changed, and where.</summary>
/// <param name="Account">Twelve digits.</param>
/// <param name="Region">Code of the region.</param>
/// <param name="Partition">Such as <c>aws</c>.</param>
public sealed record AccountIdentity(string Account, string Region, string Partition)
{
    /// <summary>As people read it.</summary>
    public override string ToString() => $"account {Account}, {Region}";
}

/// <summary>An account as the commands over deployments use it.</summary>
public interface IDeploymentAccount : IDisposable
{
    /// <summary>How resources are read and changed, by type.</summary>
    IReadOnlyDictionary<string, IResourceKind> Kinds { get; }

    /// <summary>Keeps applies from two machines apart.</summary>
    IDeploymentLock Lock { get; }

    /// <summary>What the account takes.</summary>
    IQuotaReader Quotas { get; }

    /// <summary>Asks who is asking.</summary>
    Task<AccountIdentity> WhoAmIAsync(CancellationToken cancellationToken);

    /// <summary>Reads what the preflight looks at.</summary>
    Task<NetworkFacts> NetworkAsync(DeploymentSettings settings, CancellationToken cancellationToken);
}
