using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Building;
using CostTool.Scheduler.Planning;

namespace CostTool.Scheduler.Accounts.Running;

/// <summary>One run of an entry of the plan, as its schedule would start it.</summary>
public sealed record PlannedRun
{
    /// <summary>Name of the entry.</summary>
    public required string Entry { get; init; }

    /// <summary>Cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>Family of the task definition; its newest active revision is started.</summary>
    public required string Family { get; init; }

    /// <summary>Command of the container.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Name of the container.</summary>
    public required string Container { get; init; }

    /// <summary>ECS task group, by which rules and alarms know the deployment's tasks.</summary>
    public required string Group { get; init; }

    /// <summary>Subnets.</summary>
    public required IReadOnlyList<string> Subnets { get; init; }

    /// <summary>Security groups.</summary>
    public required IReadOnlyList<string> SecurityGroups { get; init; }

    /// <summary>It gets a public address.</summary>
    public required bool AssignPublicIp { get; init; }

    /// <summary>Log group that its lines go to.</summary>
    public required string LogGroup { get; init; }

    /// <summary>It may run on demand when Spot has no room.</summary>
    public required bool FallsBack { get; init; }

    /// <summary>vCPU of the task.</summary>
    public required decimal TaskVcpu { get; init; }

    /// <summary>Memory of the task, MiB.</summary>
    public required decimal TaskMemoryMib { get; init; }

    /// <summary>Log stream of a task.</summary>
    public string LogStreamOf(string taskArn)
    {
        ArgumentNullException.ThrowIfNull(taskArn);
        return $"{TaskDefinitions.LogStreamPrefix}/{Container}/{taskArn.Split('/')[^1]}";
    }

    /// <summary>The run of an entry.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="settings">Where and how tasks run.</param>
    /// <param name="name">Name of the entry, or its id.</param>
    /// <param name="now">Stands in the place of the scheduled time.</param>
    /// <exception cref="ProblemException">The plan launches no such entry, or two of that name.</exception>
    public static PlannedRun Of(SchedulePlan plan, DeploymentSettings settings, string name, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(settings);
        var entries = DeployedEntry.Of(plan, settings);
        DeployedEntry[] meant = [.. entries.Where(entry => entry.Row.Entry == name || entry.Row.ScheduleId == name)];
        if (meant.Length != 1)
        {
            throw new ProblemException(new Problem(
                meant.Length == 0 ? $"the plan launches no entry `{name}`" : $"{meant.Length} entries are named `{name}`",
                "plan.json",
                $"name one of {string.Join(", ", (meant.Length == 0 ? entries : meant).Select(entry => $"`{(meant.Length == 0 ? entry.Row.Entry : entry.Row.ScheduleId)}`"))}"));
        }

        var scope = new DeploymentScope(settings, entries);
        var schedule = ScheduleResources.NamesOf(entries, settings.Name, null).First(named => named.Entry == meant[0]);
        var time = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new PlannedRun
        {
            Entry = meant[0].Row.Entry,
            Cluster = settings.Cluster,
            Family = scope.Family(meant[0].Class),
            Command = [.. RunnerCommand.Of(settings, meant[0]).Select(word => word.Replace(RunnerCommand.ScheduledTime, time, StringComparison.Ordinal))],
            Container = DeploymentScope.Container,
            Group = scope.TaskGroupStart + schedule.Name,
            Subnets = settings.Subnets,
            SecurityGroups = settings.SecurityGroups,
            AssignPublicIp = settings.AssignPublicIp,
            LogGroup = scope.LogGroupName,
            FallsBack = meant[0].Mode is ExecutionMode.Fallback,
            TaskVcpu = meant[0].Row.TaskVcpu,
            TaskMemoryMib = meant[0].Row.TaskMemoryMib,
        };
    }
}
