namespace CostTool.SampleGenerator.Atelier;

/// <summary>Puts pods on nodes as the default scheduler does: on the eligible node that is least full afterwards.</summary>
internal static class Scheduling
{
    /// <returns>Running and finished pods, by namespace and name.</returns>
    /// <exception cref="InvalidOperationException">A pod fits on no eligible node.</exception>
    public static IReadOnlyList<Pod> Place(IReadOnlyList<Service> services, IReadOnlyList<Node> nodes)
    {
        var used = nodes.ToDictionary(node => node, _ => (Millicores: 0, MiB: 0));
        var pods = new List<Pod>();
        // Daemons come with the node, before anything else can be scheduled on it.
        foreach (var service in services.Where(service => service.Kind is ControllerKind.DaemonSet))
        {
            foreach (var node in nodes)
                pods.Add(Bind(service, $"{service.Name}-{Stable.Letters(service.Id + node.Label, 5)}", node, used));
        }

        foreach (var service in services.Where(service => service.Kind is ControllerKind.Deployment or ControllerKind.StatefulSet))
        {
            for (var replica = 0; replica < service.Replicas; replica++)
                pods.Add(Bind(service, Replicas.PodName(service, replica, service.ReplicaSetHash), Choose(service, used, pods), used));
        }

        foreach (var service in services)
        {
            foreach (var run in service.Runs)
                pods.Add(Finished(service, run, Choose(service, used, pods)));
        }

        return [.. pods.OrderBy(pod => pod.Service.Namespace, StringComparer.Ordinal).ThenBy(pod => pod.Name, StringComparer.Ordinal)];
    }

    private static Pod Bind(Service service, string name, Node node, Dictionary<Node, (int Millicores, int MiB)> used)
    {
        var (millicores, mebibytes) = used[node];
        used[node] = (millicores + Millicores(service), mebibytes + Mebibytes(service));
        // A node that came later got its pods later.
        var ready = node.Launched.AddSeconds(95);
        return new Pod { Service = service, Name = name, Node = node, Created = ready > service.Deployed || service.Kind is ControllerKind.DaemonSet ? ready : service.Deployed };
    }

    private static Pod Finished(Service service, Run run, Node node)
    {
        var job = service.Kind is ControllerKind.Job ? service.Name : $"{service.Name}-{run.Minute}";
        return new Pod { Service = service, Name = $"{job}-{Stable.Letters(job, 5)}", Node = node, Created = run.Started, Run = run };
    }

    private static Node Choose(Service service, Dictionary<Node, (int Millicores, int MiB)> used, List<Pod> pods) =>
        used.Keys
            .Where(node => service.Pool is { } pool ? node.Pool == pool : !node.IsSpot)
            .Where(node => Fullness(service, node, used[node]) <= 1)
            .OrderBy(node => pods.Count(pod => pod.Node == node && pod.Service == service && pod.Run is null))
            .ThenBy(node => Fullness(service, node, used[node]))
            .ThenBy(node => node.Name, StringComparer.Ordinal)
            .FirstOrDefault() ?? throw new InvalidOperationException($"`{service.Id}` fits on no node");

    private static decimal Fullness(Service service, Node node, (int Millicores, int MiB) used) => Math.Max(
        (decimal)(used.Millicores + Millicores(service)) / node.Type.AllocatableMillicores,
        (decimal)(used.MiB + Mebibytes(service)) / node.Type.AllocatableMiB);

    private static int Millicores(Service service) => service.Containers.Sum(container => container.CpuRequest ?? 0);

    private static int Mebibytes(Service service) => service.Containers.Sum(container => container.MemoryRequest ?? 0);
}
