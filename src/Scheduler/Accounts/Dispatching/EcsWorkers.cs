using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Scheduler.Accounts.Dispatching;

/// <summary>Where a deployment's workers run.</summary>
public sealed record EcsWorkers
{
    /// <summary>Name of the deployment.</summary>
    public required string Deployment { get; init; }

    /// <summary>Cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>Names of the pools.</summary>
    public required IReadOnlyList<string> Pools { get; init; }

    /// <summary>Subnets.</summary>
    public required IReadOnlyList<string> Subnets { get; init; }

    /// <summary>Security groups.</summary>
    public required IReadOnlyList<string> SecurityGroups { get; init; }

    /// <summary>Workers get a public address.</summary>
    public bool AssignPublicIp { get; init; }

    /// <summary>The workers of these pools.</summary>
    public static EcsWorkers Of(DeploymentSettings settings, IEnumerable<WorkerPool> pools)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new EcsWorkers
        {
            Deployment = settings.Name,
            Cluster = settings.Cluster,
            Pools = [.. pools.Select(pool => pool.Name)],
            Subnets = settings.Subnets,
            SecurityGroups = settings.SecurityGroups,
            AssignPublicIp = settings.AssignPublicIp,
        };
    }
}
