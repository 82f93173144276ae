using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Building;
using CostTool.Scheduler.Planning;

namespace CostTool.Scheduler.Deployment;

/// <summary>Turns a saved plan into the resources that it needs. Equal arguments give equal states; no region, account or clock enters.</summary>
public static class DeploymentBuilder
{
    /// <summary>The desired state.</summary>
    /// <param name="plan">The saved plan.</param>
    /// <param name="settings">Where and how tasks run.</param>
    /// <param name="asOf">Stands for now, so that start dates lie ahead; null leaves them as the plan has them.</param>
    /// <exception cref="ProblemException">Nothing is to be launched, or an entry cannot be: all of them are told.</exception>
    public static DesiredState Build(PlanFile plan, DeploymentSettings settings, DateTimeOffset? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(settings);
        var entries = DeployedEntry.Of(plan.Plan, settings);
        var scope = new DeploymentScope(settings, entries);
        List<DesiredResource> resources =
        [
            .. TaskDefinitions.Of(scope),
            .. Roles.Of(scope),
            .. Messaging.Of(scope),
            .. ScheduleResources.Of(scope, asOf),
            .. TaskEvents.Of(scope),
            .. Alarms.Of(scope),
            .. WakeResources.Of(scope),
            .. DispatcherResources.Of(scope),
        ];
        if (scope.UsesFallback) resources.Add(FallbackMachine.Of(scope));
        return new DesiredState
        {
            Name = settings.Name,
            PlanSha256 = plan.Sha256,
            Parameters = DeploymentParameters.Of(scope),
            Resources = [.. resources.OrderBy(resource => resource.LogicalId, StringComparer.Ordinal)],
        };
    }
}
