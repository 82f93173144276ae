using System.Runtime.CompilerServices;
using Amazon.ECS;
using Amazon.ECS.Model;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;
using Task = System.Threading.Tasks.Task;

namespace CostTool.Scheduler.Accounts.Kinds;

/// <summary>Services of ECS. They are named within a cluster: <c>CLUSTER/SERVICE</c>.</summary>
internal sealed class ServiceKind(IAmazonECS client, ServiceCalls calls) : IResourceKind
{
    private const string Gone = "ClusterNotFoundException|ServiceNotFoundException|ServiceNotActiveException";

    private static readonly string[] NotSet = ["ServiceArn", "ClusterArn", "CreatedAt", "PendingCount", "RunningCount", "Status", "Tags"];

    // A task that is told to stop has two minutes, and its network interface goes after it.
    private static readonly TimeSpan LongestDrain = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    public string Type => "AWS::ECS::Service";

    public IReadOnlySet<string> ReplacedBy { get; } = new HashSet<string>(StringComparer.Ordinal) { "ServiceName", "Cluster", "LaunchType", "SchedulingStrategy" };

    public async Task<LiveResource?> FindAsync(string physicalName, CancellationToken cancellationToken) =>
        await DescribeAsync(physicalName, cancellationToken).ConfigureAwait(false) is { Status: "ACTIVE" } service ? Live(service) : null;

    public async IAsyncEnumerable<LiveResource> OwnedAsync(string deployment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The cluster of a service that the settings no longer name is known to nobody: all are looked into.
        var request = new ListClustersRequest();
        do
        {
            var page = await calls.ReadAsync("ListClusters", deployment, () => client.ListClustersAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var cluster in page.ClusterArns ?? [])
                if (await FindAsync($"{cluster.Split('/')[^1]}/{WorkerNames.Dispatcher(deployment)}", cancellationToken).ConfigureAwait(false) is { } live && live.Owner == deployment) yield return live;
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
    }

    public async Task<LiveResource> CreateAsync(DesiredResource resolved, string deployment, string clientToken, CancellationToken cancellationToken)
    {
        if (await FindAsync(resolved.PhysicalName, cancellationToken).ConfigureAwait(false) is { } there)
        {
            Properties.RefuseForeign(resolved, there.Owner, deployment);
            return Comparison.Matches(resolved, there, deployment, this) ? there : await UpdateAsync(resolved, there, clientToken, cancellationToken).ConfigureAwait(false);
        }

        var request = Shape.Write<CreateServiceRequest>(resolved.Properties.Without("Tags"), resolved.LogicalId);
        request.ClientToken = clientToken;
        request.Tags = [.. resolved.Tags(deployment).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
        var made = await calls.ChangeUnlessAsync(
            "CreateService", resolved.PhysicalName, "InvalidParameterException/Draining|InvalidParameterException/not idempotent", () => client.CreateServiceAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        return made is null ? throw new AccountFaultException($"the service `{resolved.PhysicalName}` is being removed, or is not seen yet", FaultEffect.None) : Live(made.Service!) with { Owner = deployment, Properties = resolved.Properties };
    }

    public async Task<LiveResource> UpdateAsync(DesiredResource resolved, LiveResource live, string clientToken, CancellationToken cancellationToken)
    {
        var request = Shape.Write<UpdateServiceRequest>(resolved.Properties.Without("Tags", "ServiceName", "LaunchType", "SchedulingStrategy"), resolved.LogicalId);
        request.Service = live.PhysicalName.Split('/')[^1];
        // What is there and not desired goes back to what the service takes by itself.
        request.PlatformVersion ??= "LATEST";
        request.EnableExecuteCommand ??= false;
        await calls.ChangeAsync("UpdateService", live.PhysicalName, () => client.UpdateServiceAsync(request, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        return live with { Properties = resolved.Properties };
    }

    public async Task DeleteAsync(LiveResource live, CancellationToken cancellationToken)
    {
        var (cluster, service) = Named(live.PhysicalName);
        await calls.ChangeUnlessAsync("DeleteService", live.PhysicalName, Gone, () => client.DeleteServiceAsync(new DeleteServiceRequest { Cluster = cluster, Service = service, Force = true }, CancellationToken.None), cancellationToken).ConfigureAwait(false);
        // Its task still starts workers until it has ended: what it needs is not taken away before.
        for (var waited = TimeSpan.Zero; await DescribeAsync(live.PhysicalName, cancellationToken).ConfigureAwait(false) is { Status: "DRAINING" }; waited += BetweenLooks)
        {
            if (waited >= LongestDrain) throw new AccountFaultException($"the service `{live.PhysicalName}` does not end", FaultEffect.None);
            await calls.PauseAsync(BetweenLooks, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task AdoptAsync(LiveResource live, string deployment, CancellationToken cancellationToken) =>
        await calls.ChangeAsync("TagResource", live.PhysicalName, () => client.TagResourceAsync(new TagResourceRequest { ResourceArn = live.Attributes["Ref"], Tags = [new Tag { Key = Ownership.TagKey, Value = deployment }] }, CancellationToken.None), cancellationToken).ConfigureAwait(false);

    private static (string Cluster, string Service) Named(string physicalName) => (physicalName.Split('/')[0], physicalName.Split('/')[^1]);

    private async Task<Service?> DescribeAsync(string physicalName, CancellationToken cancellationToken)
    {
        var (cluster, service) = Named(physicalName);
        var request = new DescribeServicesRequest { Cluster = cluster, Services = [service], Include = [ServiceField.TAGS] };
        var answer = await calls.FindAsync("DescribeServices", physicalName, Gone, () => client.DescribeServicesAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
        return answer?.Services?.FirstOrDefault();
    }

    private LiveResource Live(Service service)
    {
        var owner = service.Tags?.FirstOrDefault(tag => tag.Key == Ownership.TagKey)?.Value;
        var (cluster, arn) = (service.ClusterArn!.Split('/')[^1], service.ServiceArn!);
        var properties = Shape.Read(service, NotSet).With(("Cluster", Compose.Text(cluster))).WithMark(owner);
        return new LiveResource(Type, $"{cluster}/{service.ServiceName}", Properties.Known(arn, arn, ("ServiceArn", arn), ("Name", service.ServiceName!)), properties, owner);
    }
}
