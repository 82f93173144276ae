using CostTool.Cli.Dispatching;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Permissions;
using CostTool.Sources.Diagnosis;
using CostTool.Sources.Diagnosis.Aws;
using CostTool.Sources.Diagnosis.Celery;
using CostTool.Sources.Diagnosis.Tools;
using CostTool.Sources.Queues;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Commands.Doctor;

/// <summary>What is examined: the environment, and a workspace where one is named.</summary>
internal sealed class DoctorPatient
{
    private readonly Workspace? _workspace;

    public DoctorPatient(string? folder, string? region, string? profile)
    {
        _workspace = folder is null ? null : WorkspaceReader.Open(folder);
        Deployment = _workspace?.Configuration is { } configuration && DeploymentReader.IsIn(configuration) ? DeploymentReader.Read(configuration) : null;
        (Region, Profile) = (region ?? _workspace?.Region?.Code, profile);
    }

    public DeploymentSettings? Deployment { get; }

    /// <summary>Region as given or as the workspace says; null for the environment's.</summary>
    public string? Region { get; }

    public string? Profile { get; }

    /// <summary>The checks, in the order in which they are told.</summary>
    /// <param name="needed">Commands that the user names; null for those that the workspace speaks of.</param>
    /// <param name="prometheus">Address as given; null without.</param>
    public IEnumerable<ICheck> Checks(IReadOnlyList<CommandPermissions>? needed, string? prometheus)
    {
        Func<string, string?> environment = Environment.GetEnvironmentVariable;
        var session = new AwsSession(Region, Profile);
        // Files alone need no account.
        var needsAws = needed is not null || _workspace is null || Deployment is not null;
        yield return new VersionCheck();
        yield return new CredentialCheck(session, needsAws, environment, TimeProvider.System);
        yield return new EndpointCheck(session, needsAws, environment, TimeProvider.System);
        yield return new PermissionCheck(session, PolicyPlace.Of(Deployment, Region, Profile, account: null), Asked(needed));
        if (Deployment is not null)
        {
            yield return new QuotaAccessCheck(session);
            yield return new NetworkCheck(session, Deployment, TimeProvider.System);
        }

        foreach (var check in Celery(environment)) yield return check;
        yield return new KubectlCheck("kubectl");
        yield return new PrometheusCheck(prometheus, environment);
    }

    private IReadOnlyList<AskedCommand> Asked(IReadOnlyList<CommandPermissions>? needed) => needed is not null
        ? [.. needed.Select(command => new AskedCommand(command, Needed: true))]
        : [.. PermissionTable.Commands.Where(command => command.Command != "doctor").Where(command => _workspace is null || command.Command.StartsWith("schedule ", StringComparison.Ordinal) == Deployment is not null).Select(command => new AskedCommand(command, Deployment is not null))];

    private IEnumerable<ICheck> Celery(Func<string, string?> environment)
    {
        var said = _workspace?.Celery ?? new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (said.TryGetValue("beat", out var beat) && beat.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) yield return new DumpCheck(Path.Combine(_workspace!.Folder, beat), beat);
        foreach (var key in (string[])["database", "history"])
        {
            // Files are read with the schedules; only what is asked over a network is tried here.
            if (said.TryGetValue(key, out var text) && (text.StartsWith("env:", StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal))) yield return new DatabaseCheck(key, text, environment);
        }

        if (said.TryGetValue("broker", out var broker)) yield return new BrokerCheck(broker, "costtool.yaml: celery: broker", environment);
        else if (BrokerUrl.UsualVariable(environment) is { } variable) yield return new BrokerCheck($"env:{variable}", variable, environment);
        else yield return new BrokerCheck(null, "", environment);
        if (_workspace?.Configuration is not { } file || !DispatchReader.IsIn(file)) yield break;
        var settings = DispatchReader.Read(file);
        yield return new QueuesCheck(
            settings.Pools, () => DispatchComposition.Broker(_workspace, environment),
            url => BrokerQueues.Open(url, DispatchComposition.Options(_workspace, settings, environment), () => throw new InvalidOperationException("queues in SQS are not counted")));
    }
}
