using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Accounts.Calling;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Preflight;
using Filter = Amazon.EC2.Model.Filter;

namespace CostTool.Scheduler.Accounts;

/// <summary>Reads the network that a deployment names.</summary>
public sealed class AccountNetwork
{
    private readonly IAmazonEC2 _ec2;
    private readonly IAmazonECS _ecs;
    private readonly ServiceCalls _calls;
    private readonly ServiceCalls _ecsCalls;

    internal AccountNetwork(IAmazonEC2 ec2, IAmazonECS ecs, ServiceCalls calls, ServiceCalls ecsCalls)
    {
        _ec2 = ec2;
        _ecs = ecs;
        _calls = calls;
        _ecsCalls = ecsCalls;
    }

    /// <summary>What is known of it. What does not exist is left out; ways out and endpoints that may not be read are unknown.</summary>
    /// <exception cref="ProblemException">Subnets, security groups or the cluster cannot be read.</exception>
    public async Task<NetworkFacts> ReadAsync(DeploymentSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var subnets = await SubnetsAsync(settings.Subnets, cancellationToken).ConfigureAwait(false);
        var groups = await GroupsAsync(settings.SecurityGroups, cancellationToken).ConfigureAwait(false);
        string[] networks = [.. subnets.Select(subnet => subnet.VpcId).Concat(groups.Values).Distinct(StringComparer.Ordinal)];
        var ways = networks.Length == 0 ? null : await UnknownWhereRefusedAsync(() => WaysAsync(networks, cancellationToken)).ConfigureAwait(false);
        var endpoints = networks.Length == 0 ? null : await UnknownWhereRefusedAsync(() => EndpointsAsync(networks, cancellationToken)).ConfigureAwait(false);
        return new NetworkFacts
        {
            Subnets = [.. subnets.Select(subnet => new SubnetFacts(subnet.SubnetId, subnet.VpcId, subnet.AvailabilityZone, subnet.AvailableIpAddressCount, ways?.Invoke(subnet)))],
            SecurityGroupNetworks = groups,
            Endpoints = endpoints ?? new HashSet<string>(StringComparer.Ordinal),
            CapacityProviders = await ProvidersAsync(settings.Cluster, cancellationToken).ConfigureAwait(false),
        };
    }

    // By filter and not by id: an id that does not exist is then left out and the others are told.
    private async Task<IReadOnlyList<Subnet>> SubnetsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        (await _calls.ReadAsync("DescribeSubnets", string.Join(',', ids), () => _ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [Named("subnet-id", ids)] }, cancellationToken), cancellationToken).ConfigureAwait(false)).Subnets ?? [];

    private async Task<IReadOnlyDictionary<string, string>> GroupsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        ((await _calls.ReadAsync("DescribeSecurityGroups", string.Join(',', ids), () => _ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = [Named("group-id", ids)] }, cancellationToken), cancellationToken).ConfigureAwait(false)).SecurityGroups ?? [])
            .ToDictionary(group => group.GroupId, group => group.VpcId, StringComparer.Ordinal);

    private async Task<Func<Subnet, WayOut>> WaysAsync(IReadOnlyList<string> networks, CancellationToken cancellationToken)
    {
        var tables = new List<RouteTable>();
        string? next = null;
        do
        {
            var request = new DescribeRouteTablesRequest { Filters = [Named("vpc-id", networks)], NextToken = next };
            var page = await _calls.ReadAsync("DescribeRouteTables", string.Join(',', networks), () => _ec2.DescribeRouteTablesAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            tables.AddRange(page.RouteTables ?? []);
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        // A subnet without a table of its own takes the main one of its network.
        return subnet => Way(tables.Find(table => table.Associations?.Exists(one => one.SubnetId == subnet.SubnetId) is true)
            ?? tables.Find(table => table.VpcId == subnet.VpcId && table.Associations?.Exists(one => one.Main is true) is true));
    }

    private static WayOut Way(RouteTable? table)
    {
        var everywhere = table?.Routes?.Where(route => route.DestinationCidrBlock == "0.0.0.0/0" && route.State != RouteState.Blackhole).ToList() ?? [];
        if (everywhere.Exists(route => route.GatewayId?.StartsWith("igw-", StringComparison.Ordinal) is true)) return WayOut.Internet;
        // A transit gateway, a peer or an appliance leads somewhere that pays for its own way out: as NAT does.
        return everywhere.Count > 0 ? WayOut.Nat : WayOut.None;
    }

    private async Task<IReadOnlySet<string>> EndpointsAsync(IReadOnlyList<string> networks, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var request = new DescribeVpcEndpointsRequest { Filters = [Named("vpc-id", networks)], NextToken = next };
            var page = await _calls.ReadAsync("DescribeVpcEndpoints", string.Join(',', networks), () => _ec2.DescribeVpcEndpointsAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            // com.amazonaws.eu-west-3.ecr.api
            foreach (var endpoint in (page.VpcEndpoints ?? []).Where(one => string.Equals(one.State?.Value, "available", StringComparison.OrdinalIgnoreCase)))
                if (endpoint.ServiceName?.Split("com.amazonaws.", 2) is [_, var rest] && rest.Split('.', 2) is [_, var service]) found.Add(service);
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return found;
    }

    private async Task<IReadOnlySet<string>?> ProvidersAsync(string cluster, CancellationToken cancellationToken)
    {
        var answer = await _ecsCalls.ReadAsync("DescribeClusters", cluster, () => _ecs.DescribeClustersAsync(new DescribeClustersRequest { Clusters = [cluster] }, cancellationToken), cancellationToken).ConfigureAwait(false);
        return answer.Clusters?.Find(one => one.Status == "ACTIVE") is { } there ? (there.CapacityProviders ?? []).ToHashSet(StringComparer.Ordinal) : null;
    }

    private static async Task<T?> UnknownWhereRefusedAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (ProblemException)
        {
            // The preflight says which permission would tell.
            return null;
        }
    }

    private static Filter Named(string name, IReadOnlyList<string> values) => new() { Name = name, Values = [.. values] };
}
