using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.SampleGenerator.Atelier;

namespace CostTool.SampleGenerator.Kubernetes;

/// <summary>A pod as the API server shows it.</summary>
internal static class PodJson
{
    public static JsonObject Of(Pod pod)
    {
        var meta = Meta.Of(pod.Service.Namespace, pod.Name, Stable.Uuid($"{pod.Service.Namespace}/{pod.Name}"), pod.Created, Labels(pod), Owner(pod));
        meta["managedFields"] = Meta.ManagedFields("kube-controller-manager", pod.Created);
        var spec = Spec(pod.Service);
        spec["nodeName"] = pod.Node.Name;
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = meta,
            ["spec"] = spec,
            ["status"] = pod.Run is { } run ? Finished(pod, run) : Running(pod),
        };
    }

    /// <summary>The pod template's spec: also what controllers carry.</summary>
    public static JsonObject Spec(Service service)
    {
        var spec = new JsonObject { ["containers"] = new JsonArray([.. service.Containers.Select(ContainerJson)]) };
        if (service.InitContainers.Count > 0) spec["initContainers"] = new JsonArray([.. service.InitContainers.Select(ContainerJson)]);
        if (service.Pool is { } pool) spec["nodeSelector"] = new JsonObject { ["atelier.example/pool"] = NodeJson.PoolLabel(pool) };
        else if (service.Kind is ControllerKind.DaemonSet) spec["nodeSelector"] = new JsonObject { ["kubernetes.io/os"] = "linux" };
        spec["restartPolicy"] = service.Kind is ControllerKind.Job or ControllerKind.CronJob ? "Never" : "Always";
        spec["schedulerName"] = "default-scheduler";
        spec["serviceAccountName"] = service.Namespace is "atelier" or "atelier-staging" ? "app" : service.Name;
        spec["terminationGracePeriodSeconds"] = 30;
        if (service.Kind is ControllerKind.DaemonSet)
            spec["tolerations"] = new JsonArray(new JsonObject { ["operator"] = "Exists" });
        else if (service.Pool is Pool.Workers)
            spec["tolerations"] = new JsonArray(new JsonObject { ["effect"] = "NoSchedule", ["key"] = "atelier.example/spot", ["operator"] = "Equal", ["value"] = "true" });
        return spec;
    }

    private static JsonNode ContainerJson(Container container)
    {
        var resources = new JsonObject();
        if (Amounts(container.CpuLimit, container.MemoryLimit) is { } limits) resources["limits"] = limits;
        if (Amounts(container.CpuRequest, container.MemoryRequest) is { } requests) resources["requests"] = requests;
        return new JsonObject
        {
            ["image"] = container.Image,
            ["imagePullPolicy"] = "IfNotPresent",
            ["name"] = container.Name,
            ["resources"] = resources,
            ["terminationMessagePath"] = "/dev/termination-log",
        };
    }

    private static JsonObject? Amounts(int? millicores, int? mebibytes)
    {
        if (millicores is null && mebibytes is null) return null;
        var amounts = new JsonObject();
        if (millicores is { } cpu) amounts["cpu"] = cpu % 1000 == 0 ? (cpu / 1000).ToString(CultureInfo.InvariantCulture) : $"{cpu}m";
        if (mebibytes is { } memory) amounts["memory"] = memory % 1024 == 0 ? $"{memory / 1024}Gi" : $"{memory}Mi";
        return amounts;
    }

    private static JsonObject Labels(Pod pod)
    {
        var labels = Meta.Labels(pod.Service);
        if (pod.Service.Kind is ControllerKind.Deployment) labels["pod-template-hash"] = pod.Service.ReplicaSetHash;
        return labels;
    }

    private static JsonObject Owner(Pod pod) => pod.Service.Kind switch
    {
        ControllerKind.Deployment => Meta.Owner("apps/v1", "ReplicaSet", pod.Service.ReplicaSetName, Stable.Uuid(pod.Service.Id + pod.Service.ReplicaSetHash)),
        ControllerKind.Job or ControllerKind.CronJob => Meta.Owner("batch/v1", "Job", pod.Name[..^6], Stable.Uuid(pod.Name[..^6])),
        var kind => Meta.Owner("apps/v1", kind.ToString(), pod.Service.Name, pod.Service.ControllerUid),
    };

    private static JsonObject Running(Pod pod) => new()
    {
        ["containerStatuses"] = new JsonArray([.. pod.Service.Containers.Select(container => Status(pod, container, new JsonObject { ["running"] = new JsonObject { ["startedAt"] = Meta.Instant(pod.Created.AddSeconds(21)) } }, true))]),
        ["hostIP"] = pod.Node.Address,
        ["phase"] = "Running",
        ["qosClass"] = Qos(pod.Service),
        ["startTime"] = Meta.Instant(pod.Created.AddSeconds(1)),
    };

    private static JsonObject Finished(Pod pod, Run run) => new()
    {
        ["containerStatuses"] = new JsonArray([.. pod.Service.Containers.Select(container => Status(pod, container, new JsonObject
        {
            ["terminated"] = new JsonObject
            {
                ["exitCode"] = run.ExitCode,
                ["finishedAt"] = Meta.Instant(run.Started.AddSeconds(run.Seconds)),
                ["reason"] = run.ExitCode is 0 ? "Completed" : "Error",
                ["startedAt"] = Meta.Instant(run.Started.AddSeconds(4)),
            },
        }, false))]),
        ["hostIP"] = pod.Node.Address,
        ["phase"] = run.ExitCode is 0 ? "Succeeded" : "Failed",
        ["qosClass"] = Qos(pod.Service),
        ["startTime"] = Meta.Instant(run.Started.AddSeconds(1)),
    };

    private static JsonObject Status(Pod pod, Container container, JsonObject state, bool ready) => new JsonObject
    {
        ["containerID"] = "containerd://" + Stable.Hex(pod.Name + container.Name, 64),
        ["image"] = container.Image,
        ["lastState"] = new JsonObject(),
        ["name"] = container.Name,
        ["ready"] = ready,
        ["restartCount"] = 0,
        ["state"] = state,
    };

    private static string Qos(Service service) =>
        service.Containers.All(container => container is { CpuRequest: null, MemoryRequest: null, CpuLimit: null, MemoryLimit: null }) ? "BestEffort"
        : service.Containers.All(container => container.CpuRequest is not null && container.CpuRequest == container.CpuLimit && container.MemoryRequest == container.MemoryLimit) ? "Guaranteed"
        : "Burstable";
}
