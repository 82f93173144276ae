using System.Text.Json.Nodes;
using CostTool.SampleGenerator.Atelier;

namespace CostTool.SampleGenerator.Kubernetes;

/// <summary>The controllers of a service: a deployment comes with its replica sets, a cron job with its jobs.</summary>
internal static class ControllerJson
{
    private static readonly DateTime Installed = new(2025, 3, 4, 9, 30, 0, DateTimeKind.Utc);

    public static IEnumerable<JsonObject> Of(Service service) => service.Kind switch
    {
        ControllerKind.Deployment => [Object("apps/v1", service, Deployment(service), Replicated(service)), ReplicaSet(service, service.ReplicaSetHash, service.Replicas), ReplicaSet(service, PreviousHash(service), 0)],
        ControllerKind.StatefulSet => [Object("apps/v1", service, StatefulSet(service), Replicated(service))],
        ControllerKind.DaemonSet => [Object("apps/v1", service, DaemonSet(service), new JsonObject { ["desiredNumberScheduled"] = Fleet.InSnapshot.Count, ["numberReady"] = Fleet.InSnapshot.Count })],
        ControllerKind.Job => [Job(service, service.Runs[0], service.Name, null)],
        _ => [Object("batch/v1", service, CronJob(service), new JsonObject { ["lastScheduleTime"] = Meta.Instant(service.Runs[^1].Started) }), .. service.Runs.Select(run => Job(service, run, $"{service.Name}-{run.Minute}", Meta.Owner("batch/v1", "CronJob", service.Name, service.ControllerUid)))],
    };

    /// <summary>Template hash of the release before: its replica set stays behind with no pods.</summary>
    public static string PreviousHash(Service service) => Stable.Hex("previous template " + service.Id, 10);

    private static JsonObject Object(string apiVersion, Service service, JsonObject spec, JsonObject status) => new()
    {
        ["apiVersion"] = apiVersion,
        ["kind"] = service.Kind.ToString(),
        ["metadata"] = Meta.Of(service.Namespace, service.Name, service.ControllerUid, Installed, Meta.Labels(service)),
        ["spec"] = spec,
        ["status"] = status,
    };

    private static JsonObject Deployment(Service service) => new()
    {
        ["progressDeadlineSeconds"] = 600,
        ["replicas"] = service.Replicas,
        ["revisionHistoryLimit"] = 1,
        ["selector"] = Selector(service),
        ["strategy"] = new JsonObject { ["rollingUpdate"] = new JsonObject { ["maxSurge"] = "25%", ["maxUnavailable"] = "25%" }, ["type"] = "RollingUpdate" },
        ["template"] = Template(service),
    };

    private static JsonObject StatefulSet(Service service) => new()
    {
        ["podManagementPolicy"] = "OrderedReady",
        ["replicas"] = service.Replicas,
        ["selector"] = Selector(service),
        ["serviceName"] = service.Name,
        ["template"] = Template(service),
    };

    private static JsonObject DaemonSet(Service service) => new() { ["selector"] = Selector(service), ["template"] = Template(service) };

    private static JsonObject CronJob(Service service) => new()
    {
        ["concurrencyPolicy"] = "Forbid",
        ["jobTemplate"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = Template(service) } },
        ["schedule"] = service.Schedule,
        ["successfulJobsHistoryLimit"] = 3,
        ["suspend"] = false,
        ["timeZone"] = "Etc/UTC",
    };

    private static JsonObject Job(Service service, Run run, string name, JsonObject? owner) => new()
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = "Job",
        ["metadata"] = Meta.Of(service.Namespace, name, Stable.Uuid(name), run.Started, Meta.Labels(service), owner),
        ["spec"] = new JsonObject { ["backoffLimit"] = 0, ["completions"] = 1, ["parallelism"] = 1, ["template"] = Template(service) },
        ["status"] = run.ExitCode is 0
            ? new JsonObject { ["completionTime"] = Meta.Instant(run.Started.AddSeconds(run.Seconds + 2)), ["startTime"] = Meta.Instant(run.Started), ["succeeded"] = 1 }
            : new JsonObject { ["failed"] = 1, ["startTime"] = Meta.Instant(run.Started) },
    };

    private static JsonObject ReplicaSet(Service service, string hash, int replicas) => new()
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "ReplicaSet",
        ["metadata"] = Meta.Of(service.Namespace, $"{service.Name}-{hash}", Stable.Uuid(service.Id + hash), replicas > 0 ? service.Deployed : Installed, Meta.Labels(service),
            Meta.Owner("apps/v1", "Deployment", service.Name, service.ControllerUid)),
        ["spec"] = new JsonObject { ["replicas"] = replicas, ["selector"] = Selector(service), ["template"] = Template(service) },
        ["status"] = new JsonObject { ["replicas"] = replicas },
    };

    private static JsonObject Selector(Service service) => new() { ["matchLabels"] = Meta.Labels(service) };

    private static JsonObject Template(Service service) => new()
    {
        ["metadata"] = new JsonObject { ["labels"] = Meta.Labels(service) },
        ["spec"] = PodJson.Spec(service),
    };

    private static JsonObject Replicated(Service service) => new() { ["readyReplicas"] = service.Replicas, ["replicas"] = service.Replicas, ["updatedReplicas"] = service.Replicas };
}
