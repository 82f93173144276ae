using System.Globalization;
using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Units;
using CsCheck;

namespace CostTool.Analyzer.Tests.Capacity;

public sealed class NodePackerTests
{
    private static readonly Gen<PodGroup> Groups =
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 3]).Select((cpu, memory, count) => Pods("", cpu * 250, memory * 256, count))
            .Where(group => group.Requests != default);

    private static readonly Gen<NodeOffer> SomeOffers =
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Int[1, 6], Gen.Int[1, 40])
            .Select((cpu, memory, pods, cents) => Offer("", cpu * 250, memory * 256, pods, cents / 100m));

    private static readonly Gen<PackingRequest> Requests =
        Gen.Select(Groups.List[0, 4], SomeOffers.List[1, 4], Gen.Int[1, 3]).Select(Request);

    private static readonly Gen<PackingRequest> LargeRequests =
        Gen.Select(
            Gen.Select(Gen.Int[0, 4000], Gen.Int[1, 8000], Gen.Int[0, 40]).Select((cpu, memory, count) => Pods("", cpu, memory, count)).List[0, 30],
            Gen.Select(Gen.Int[1, 64], Gen.Int[1, 16], Gen.Int[5, 100], Gen.Int[1, 500])
                .Select((cores, ratio, pods, mills) => Offer("", cores * 1000, cores * ratio * 512, pods, mills / 1000m)).List[1, 30],
            Gen.Int[1, 4]).Select(Request);

    [Fact]
    public void No_node_is_over_capacity() => LargeRequests.Sample(request =>
    {
        var requests = request.Pods.ToDictionary(group => group.Id, group => group.Requests);
        return Pack(request).Nodes.All(node =>
        {
            var used = node.PodsPerNode.Aggregate(default(Resources), (sum, pods) => sum + (requests[pods.GroupId] * pods.Count));
            return used.Cpu <= node.Offer.Usable.Cpu && used.Memory <= node.Offer.Usable.Memory
                && node.PodsPerNode.Sum(pods => pods.Count) <= node.Offer.UsablePods;
        });
    }, iter: 60);

    [Fact]
    public void Every_pod_is_placed_once_or_listed_as_unplaceable() => LargeRequests.Sample(request =>
    {
        var plan = Pack(request);
        var placed = plan.Nodes.SelectMany(node => node.PodsPerNode.Select(pods => (pods.GroupId, Count: pods.Count * node.Count)))
            .Concat(plan.Unplaceable.Select(group => (GroupId: group.Id, group.Count)))
            .GroupBy(pods => pods.GroupId).ToDictionary(same => same.Key, same => same.Sum(pods => pods.Count));
        return request.Pods.All(group => placed.GetValueOrDefault(group.Id) == group.Count)
            && plan.Unplaceable.All(group => !request.Offers.Any(offer => Fits(group, offer)));
    }, iter: 60);

    [Fact]
    public void The_cost_is_that_of_the_nodes_and_never_under_the_bound() => LargeRequests.Sample(request =>
    {
        var plan = Pack(request);
        return plan.Rate.Amount == plan.Nodes.Sum(node => node.Count * node.Offer.Rate.Amount)
            && plan.LowerBound.Amount <= plan.Rate.Amount
            && (plan.Nodes.Count == 0 || plan.Nodes.Sum(node => node.Count) >= request.MinimumZones);
    }, iter: 60);

    [Fact]
    public void The_bound_is_never_above_the_best_plan_and_the_plan_never_below_it() => Requests.Sample(request =>
    {
        var plan = Pack(request);
        var best = ExhaustivePacking.Cost(request);
        return plan.LowerBound.Amount <= best && plan.Rate.Amount >= best;
    }, iter: 1000, print: Print);

    [Fact]
    public void More_zones_are_never_cheaper_than_the_bound_of_fewer() => Requests.Sample(request =>
        Pack(request with { MinimumZones = request.MinimumZones + 1 }).Rate.Amount >= Pack(request).LowerBound.Amount, iter: 300);

    [Fact]
    public void A_further_pod_never_costs_less_than_the_bound_without_it() => Gen.Select(Requests, Groups).Sample((request, group) =>
    {
        // With one zone: otherwise the pod may make a cheaper offer useful, and with it a cheaper node for a zone without pods.
        var less = request with { MinimumZones = 1 };
        return Pack(less with { Pods = [.. request.Pods, group with { Id = "more" }] }).Rate.Amount >= Pack(less).LowerBound.Amount;
    }, iter: 300);

    [Fact]
    public void Equal_requests_give_equal_plans_in_whatever_order_they_are_written() => LargeRequests.Sample(request =>
        Print(Pack(request)) == Print(Pack(request with { Pods = [.. request.Pods.Reverse()], Offers = [.. request.Offers.Reverse()] })), iter: 20);

    [Theory]
    [InlineData(60)] // values for each shape
    [InlineData(1000)] // too many shapes: values from a grid
    public void A_thousand_pods_over_three_hundred_types_are_within_five_percent_of_the_bound(int groups)
    {
        var random = new Random(7);
        var counts = Enumerable.Repeat(1, groups).ToArray();
        for (var n = groups; n < 1000; n++) counts[random.Next(groups)]++;
        int[] cores = [2, 4, 8, 16, 32, 48, 64, 96];
        var request = Request(
            [.. counts.Select(count => Pods("", random.Next(50, 4000), random.Next(64, 16_384), count))],
            [.. Enumerable.Range(0, 300).Select(n =>
            {
                var (size, gibibytes) = (cores[n % 8], 2 << (n / 8 % 3));
                var rate = size * (0.03m + (0.004m * gibibytes)) * (0.9m + (0.2m * random.Next(1000) / 1000));
                return Offer("", (size * 980) - 100, (size * gibibytes * 940) - 700, 29 + size, rate);
            })],
            3);
        var plan = Pack(request);
        Assert.Equal(1000, plan.Nodes.Sum(node => node.Count * node.PodsPerNode.Sum(pods => pods.Count)));
        Assert.InRange(plan.Gap, 0, 0.05m);
        Assert.All(plan.Nodes, node => Assert.True(Used(node, request).Cpu <= node.Offer.Usable.Cpu && Used(node, request).Memory <= node.Offer.Usable.Memory));
    }

    [Fact]
    public void Pods_that_fill_more_than_half_of_the_only_node_get_one_each()
    {
        var plan = Pack(Request([Pods("", 600, 600, 20), Pods("", 590, 610, 20)], [Offer("", 1000, 1000, 10, 0.1m)], 1));
        Assert.Equal(4.0m, plan.Rate.Amount);
        Assert.InRange(plan.Gap, 0, 0.000001m);
    }

    [Fact]
    public void No_pods_need_no_nodes()
    {
        var plan = Pack(Request([], [Offer("", 1000, 1024, 10, 0.1m)], 3));
        Assert.Empty(plan.Nodes);
        Assert.Equal(0, plan.Rate.Amount);
        Assert.Equal(0, plan.Gap);
    }

    [Fact]
    public void A_pod_larger_than_every_node_is_listed_and_not_priced()
    {
        var plan = Pack(Request([Pods("", 1001, 512, 2), Pods("", 500, 512, 1)], [Offer("", 1000, 1024, 10, 0.1m)], 1));
        Assert.Equal(2, Assert.Single(plan.Unplaceable).Count);
        Assert.Equal(0.1m, plan.Rate.Amount);
    }

    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(3, 0.3)] // one pod, but three zones
    public void Zones_ask_for_nodes_that_the_pods_do_not(int zones, double rate)
    {
        var plan = Pack(Request([Pods("", 500, 512, 1)], [Offer("", 1000, 1024, 10, 0.1m), Offer("", 64_000, 65_536, 100, 5m)], zones));
        Assert.Equal((decimal)rate, plan.Rate.Amount);
        Assert.Equal(zones, plan.Nodes.Sum(node => node.Count));
        Assert.InRange(plan.Gap, 0, 0.000001m);
    }

    [Fact]
    public void The_kinds_are_mixed_where_that_is_cheapest()
    {
        // 10 pods of 1 core: two nodes of 4 cores and one of 2 hold them for 0.4 + 0.4 + 0.2; three of 4 would cost 1.2.
        var plan = Pack(Request([Pods("", 1000, 512, 10)], [Offer("large", 4000, 8192, 20, 0.4m), Offer("small", 2000, 4096, 20, 0.21m)], 1));
        Assert.Equal(1.01m, plan.Rate.Amount);
        Assert.Equal(["large:2", "small:1"], plan.Nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"{node.Offer.Id}:{node.Count}")));
    }

    [Fact]
    public void Tiny_pods_are_bound_by_the_pod_limit()
    {
        // 100 pods at 10 a node: 10 nodes, although one would hold their memory.
        var plan = Pack(Request([Pods("", 1, 1, 100)], [Offer("", 8000, 8192, 10, 0.4m)], 1));
        Assert.Equal(4.0m, plan.Rate.Amount);
        Assert.InRange(plan.Gap, 0, 0.000001m);
    }

    [Fact]
    public void Pods_without_processor_are_bounded_by_memory_alone()
    {
        // Found by the law above: two of t00 with a large pod each and one t02 with the rest cost 0.13 + 0.13 + 0.17.
        var plan = Pack(Request(
            [Pods("", 0, 256, 3), Pods("", 0, 1024, 3)],
            [Offer("", 2000, 2304, 1, 0.13m), Offer("", 3000, 512, 3, 0.17m), Offer("", 3000, 2048, 4, 0.17m)],
            3));
        Assert.Equal(0.43m, plan.Rate.Amount);
        Assert.True(plan.LowerBound.Amount <= 0.43m);
    }

    [Fact]
    public void A_set_that_is_large_enough_in_sum_but_not_for_the_pods_may_need_one_more_of_its_kind()
    {
        // Three pods of 600 in nodes of 1000: two nodes have room for 2000 in sum and hold two pods. The third node is dear to avoid.
        var plan = Pack(Request([Pods("", 600, 100, 3)], [Offer("", 1000, 1000, 10, 0.1m), Offer("", 2000, 2000, 10, 0.35m)], 1));
        Assert.Equal(0.3m, plan.Rate.Amount);
        Assert.InRange(plan.LowerBound.Amount, 0.29m, 0.3m);
    }

    [Fact]
    public void Five_thousand_equal_pods_are_folded_into_few_lines()
    {
        // 4 a node by memory: 1250 nodes.
        var plan = Pack(Request([Pods("", 250, 512, 5000)], [Offer("", 2000, 2048 + 511, 29, 0.1m)], 3));
        var nodes = Assert.Single(plan.Nodes);
        Assert.Equal(1250, nodes.Count);
        Assert.InRange(plan.Gap, 0, 0.000001m);
    }

    [Fact]
    public void Groups_of_one_workload_or_of_one_shape_stay_apart_in_name_only()
    {
        var plan = Pack(new PackingRequest
        {
            Pods = [Pods("b", 500, 512, 1), Pods("a", 500, 512, 1), Pods("a", 500, 512, 1)],
            Offers = [Offer("only", 2000, 2048, 10, 0.1m)],
            MinimumZones = 1,
        });
        Assert.Equal([new PodPlacement("a", 2), new PodPlacement("b", 1)], Assert.Single(plan.Nodes).PodsPerNode);
    }

    [Fact]
    public void A_negative_count_is_refused() =>
        Assert.Throws<ArgumentException>(() => Pack(Request([Pods("", 1, 1, -1)], [Offer("", 1000, 1024, 10, 0.1m)], 1)));

    [Fact]
    public void A_cancelled_search_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            NodePacker.Pack(Request([Pods("", 500, 512, 1)], [Offer("", 1000, 1024, 10, 0.1m)], 1), source.Token));
    }

    private static PackingPlan Pack(PackingRequest request) => NodePacker.Pack(request, CancellationToken.None);

    private static Resources Used(PackedNodes node, PackingRequest request) => node.PodsPerNode.Aggregate(
        default(Resources), (sum, pods) => sum + (request.Pods.First(group => group.Id == pods.GroupId).Requests * pods.Count));

    private static bool Fits(PodGroup group, NodeOffer offer) =>
        offer.UsablePods > 0 && group.Requests.Cpu <= offer.Usable.Cpu && group.Requests.Memory <= offer.Usable.Memory;

    private static PackingRequest Request(List<PodGroup> groups, List<NodeOffer> offers, int zones) => new()
    {
        Pods = [.. groups.Select((group, n) => group with { Id = string.Create(CultureInfo.InvariantCulture, $"w{n:D2}") })],
        Offers = [.. offers.Select((offer, n) => offer.Id.Length > 0 ? offer : offer with { Id = string.Create(CultureInfo.InvariantCulture, $"t{n:D2}") })],
        MinimumZones = zones,
    };

    private static PodGroup Pods(string id, long millicores, long mebibytes, int count) =>
        new(id, new Resources(VCpu.FromMillicores(millicores), MemorySize.FromMebibytes(mebibytes)), count);

    private static NodeOffer Offer(string id, long millicores, long mebibytes, int pods, decimal rate) => new()
    {
        Id = id,
        InstanceType = "test.large",
        Usable = new Resources(VCpu.FromMillicores(millicores), MemorySize.FromMebibytes(mebibytes)),
        UsablePods = pods,
        Rate = new UsdPerHour(rate),
    };

    private static string Print(PackingRequest request) =>
        $"zones {request.MinimumZones}\n{string.Join('\n', request.Pods)}\n{string.Join('\n', request.Offers)}\n{Print(Pack(request))} best {ExhaustivePacking.Cost(request)}";

    private static string Print(PackingPlan plan) =>
        string.Join('\n', plan.Nodes.Select(node => $"{node.Count} {node.Offer.Id} {string.Join(',', node.PodsPerNode)}")) + plan.LowerBound;
}
