using System.Text.Json.Nodes;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using CostTool.Analyzer.Problems;
using Task = System.Threading.Tasks.Task;

namespace CostTool.Sources.Collecting;

/// <summary>Clusters, services and their task definitions, in the form that <c>aws ecs describe-services</c> and <c>describe-task-definition</c> print.</summary>
/// <remarks>Sizes and places only: environments, secrets, commands, labels and options of logs are never written.</remarks>
/// <param name="client">ECS.</param>
/// <param name="folder">The workspace.</param>
/// <param name="concurrency">Calls at the same time.</param>
public sealed class EcsCollection(IAmazonECS client, CollectFolder folder, int concurrency) : ICollection
{
    // As many as a call of DescribeServices takes.
    private const int ServicesOfACall = 10;

    // As many as a call of DescribeTasks takes.
    private const int TasksOfACall = 100;

    /// <inheritdoc />
    public string Name => "ECS";

    /// <inheritdoc />
    public IReadOnlyList<string> Outlook() =>
        ["ECS: ListClusters, then for each cluster ListServices, DescribeServices for each 10 services, ListTasks, DescribeTasks for each 100 tasks, and DescribeTaskDefinition for each definition in use; free of charge"];

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> CollectAsync(IProgress<CollectProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        try
        {
            var definitions = new SortedSet<string>(StringComparer.Ordinal);
            var clusters = await ClustersAsync(cancellationToken).ConfigureAwait(false);
            var (services, loose) = (0, 0);
            foreach (var (done, cluster) in clusters.Index())
            {
                progress.Report(new CollectProgress(Name, done, clusters.Count));
                foreach (var (batch, arns) in (await ServicesAsync(cluster, cancellationToken).ConfigureAwait(false)).Chunk(ServicesOfACall).Index())
                    services += await DescribeAsync(cluster, batch, arns, definitions, cancellationToken).ConfigureAwait(false);
                loose += await TasksAsync(cluster, definitions, cancellationToken).ConfigureAwait(false);
            }

            var described = 0;
            await Parallel.ForEachAsync(definitions, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken }, async (arn, token) =>
            {
                await DescribeAsync(arn, token).ConfigureAwait(false);
                progress.Report(new CollectProgress(Name, Interlocked.Increment(ref described), definitions.Count));
            }).ConfigureAwait(false);
            return [$"ECS: {clusters.Count} clusters, {services} services, {definitions.Count} task definitions; {loose} running tasks of no service"];
        }
        catch (AmazonServiceException fault)
        {
            throw new ProblemException(new Problem($"{fault.ErrorCode}: {fault.Message}", Name, "allow ecs:ListClusters, ecs:ListServices, ecs:DescribeServices, ecs:ListTasks, ecs:DescribeTasks and ecs:DescribeTaskDefinition"));
        }
    }

    private async Task<IReadOnlyList<string>> ClustersAsync(CancellationToken cancellationToken)
    {
        var arns = new List<string>();
        string? token = null;
        do
        {
            var page = await client.ListClustersAsync(new ListClustersRequest { NextToken = token }, cancellationToken).ConfigureAwait(false);
            arns.AddRange(page.ClusterArns ?? []);
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));
        return [.. arns.Order(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<string>> ServicesAsync(string cluster, CancellationToken cancellationToken)
    {
        var arns = new List<string>();
        string? token = null;
        do
        {
            var page = await client.ListServicesAsync(new ListServicesRequest { Cluster = cluster, NextToken = token }, cancellationToken).ConfigureAwait(false);
            arns.AddRange(page.ServiceArns ?? []);
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));
        return [.. arns.Order(StringComparer.Ordinal)];
    }

    // Tasks come and go, and nothing reads them; what they are sized by is a fact. Those of services are known already.
    private async Task<int> TasksAsync(string cluster, SortedSet<string> definitions, CancellationToken cancellationToken)
    {
        var loose = 0;
        string? token = null;
        do
        {
            var page = await client.ListTasksAsync(new ListTasksRequest { Cluster = cluster, MaxResults = TasksOfACall, NextToken = token }, cancellationToken).ConfigureAwait(false);
            token = page.NextToken;
            if (page.TaskArns is not { Count: > 0 } arns) continue;
            var response = await client.DescribeTasksAsync(new DescribeTasksRequest { Cluster = cluster, Tasks = [.. arns] }, cancellationToken).ConfigureAwait(false);
            foreach (var task in (response.Tasks ?? []).Where(task => task.Group?.StartsWith("service:", StringComparison.Ordinal) != true && task.TaskDefinitionArn is not null))
            {
                definitions.Add(task.TaskDefinitionArn!);
                loose++;
            }
        }
        while (!string.IsNullOrEmpty(token));
        return loose;
    }

    private async Task<int> DescribeAsync(string cluster, int batch, string[] arns, SortedSet<string> definitions, CancellationToken cancellationToken)
    {
        var response = await client.DescribeServicesAsync(new DescribeServicesRequest { Cluster = cluster, Services = [.. arns] }, cancellationToken).ConfigureAwait(false);
        var services = response.Services ?? [];
        definitions.UnionWith(services.Select(service => service.TaskDefinition).OfType<string>());
        var name = $"services-{Last(cluster)}-{batch + 1}";
        folder.Write(
            $"aws/ecs/{name}", $"ecs/{name}.json", new JsonObject { ["services"] = new JsonArray([.. services.Select(Service)]) }.ToJsonString(), "ecs:DescribeServices", final: false);
        return services.Count;
    }

    private async Task DescribeAsync(string arn, CancellationToken cancellationToken)
    {
        var name = $"task-definition-{Last(arn).Replace(':', '-')}";
        // A revision never changes.
        if (folder.Find($"aws/ecs/{name}") is not null) return;
        var response = await client.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = arn }, cancellationToken).ConfigureAwait(false);
        folder.Write($"aws/ecs/{name}", $"ecs/{name}.json", new JsonObject { ["taskDefinition"] = Definition(response.TaskDefinition!) }.ToJsonString(), "ecs:DescribeTaskDefinition", final: true);
    }

    private static JsonNode Service(Service service) => new JsonObject
    {
        ["serviceArn"] = service.ServiceArn,
        ["serviceName"] = service.ServiceName,
        ["clusterArn"] = service.ClusterArn,
        ["status"] = service.Status,
        ["desiredCount"] = service.DesiredCount,
        ["runningCount"] = service.RunningCount,
        ["launchType"] = service.LaunchType?.Value,
        ["capacityProviderStrategy"] = new JsonArray([.. (service.CapacityProviderStrategy ?? []).Select(item => (JsonNode)new JsonObject { ["capacityProvider"] = item.CapacityProvider, ["weight"] = item.Weight, ["base"] = item.Base })]),
        ["platformVersion"] = service.PlatformVersion,
        ["taskDefinition"] = service.TaskDefinition,
    };

    private static JsonObject Definition(TaskDefinition definition)
    {
        var written = new JsonObject
        {
            ["taskDefinitionArn"] = definition.TaskDefinitionArn,
            ["family"] = definition.Family,
            ["revision"] = definition.Revision,
            ["status"] = definition.Status?.Value,
            ["networkMode"] = definition.NetworkMode?.Value,
            ["requiresCompatibilities"] = new JsonArray([.. (definition.RequiresCompatibilities ?? []).Select(item => (JsonNode)item.Value)]),
            ["containerDefinitions"] = new JsonArray([.. (definition.ContainerDefinitions ?? []).Select(Container)]),
        };
        if (definition.Cpu is { } cpu) written["cpu"] = cpu;
        if (definition.Memory is { } memory) written["memory"] = memory;
        if (definition.RuntimePlatform is { } platform)
            written["runtimePlatform"] = new JsonObject { ["cpuArchitecture"] = platform.CpuArchitecture?.Value, ["operatingSystemFamily"] = platform.OperatingSystemFamily?.Value };
        if (definition.EphemeralStorage is { } storage) written["ephemeralStorage"] = new JsonObject { ["sizeInGiB"] = storage.SizeInGiB };
        return written;
    }

    private static JsonNode Container(ContainerDefinition container)
    {
        var written = new JsonObject { ["name"] = container.Name, ["image"] = container.Image, ["essential"] = container.Essential };
        if (container.Cpu is { } cpu) written["cpu"] = cpu;
        if (container.Memory is { } memory) written["memory"] = memory;
        if (container.MemoryReservation is { } reservation) written["memoryReservation"] = reservation;
        return written;
    }

    private static string Last(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
