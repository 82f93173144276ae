namespace CostTool.SampleGenerator.Atelier;

/// <summary>The instances that the cluster ran on in October 2026.</summary>
internal static class Fleet
{
    /// <summary>When `kubectl get` was run.</summary>
    public static readonly DateTime Snapshot = new(2026, 11, 1, 5, 40, 0, DateTimeKind.Utc);

    /// <summary>The billing month.</summary>
    public static readonly DateTime MonthStart = new(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>First instant after the billing month.</summary>
    public static readonly DateTime MonthEnd = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The cluster.</summary>
    public const string ClusterName = "atelier-prod";

    // Sizes: published instance-type reference of Karpenter. Prices: EC2 on demand, eu-west-3, as of 2024-08-09.
    private static readonly InstanceType M5Large = new("m5.large", 2, 8192, 29, 0.112m, "Intel Xeon Platinum 8175");
    private static readonly InstanceType M5XLarge = new("m5.xlarge", 4, 16384, 58, 0.224m, "Intel Xeon Platinum 8175");
    private static readonly InstanceType M5AXLarge = new("m5a.xlarge", 4, 16384, 58, 0.202m, "AMD EPYC 7571");
    private static readonly InstanceType M6IXLarge = new("m6i.xlarge", 4, 16384, 58, 0.224m, "Intel Xeon 8375C (Ice Lake)");

    private static readonly DateTime LongAgo = new(2026, 8, 19, 7, 12, 40, DateTimeKind.Utc);

    /// <summary>Every instance that ran in the month, in a fixed order.</summary>
    public static IReadOnlyList<Node> All { get; } =
    [
        .. General(), .. SystemNodes(), .. Workers(), .. ScaleOut(),
    ];

    /// <summary>The instances that were up when the snapshot was taken, by node name.</summary>
    public static IReadOnlyList<Node> InSnapshot { get; } =
        [.. All.Where(node => node.Terminated is null).OrderBy(node => node.Name, StringComparer.Ordinal)];

    // The group was rolled to a new machine image on the evening of the 14th, one node after the other; the eighth is room for rolling updates.
    private static IEnumerable<Node> General()
    {
        const string zones = "abcabcab";
        for (var slot = 0; slot < zones.Length; slot++)
        {
            var replaced = At(14, 20, 4, 0).AddMinutes(11 * slot);
            yield return new($"general {slot} old", M5XLarge, zones[slot], Pool.General, LongAgo.AddMinutes(3 * slot), replaced.AddMinutes(7));
            yield return new($"general {slot}", M5XLarge, zones[slot], Pool.General, replaced, null);
        }
    }

    private static IEnumerable<Node> SystemNodes() =>
    [
        new("system 0", M5Large, 'a', Pool.System, LongAgo.AddMinutes(40), null),
        new("system 1", M5Large, 'b', Pool.System, LongAgo.AddMinutes(41), null),
    ];

    // Four Spot nodes; each interruption brings the type that was cheapest then.
    private static IEnumerable<Node> Workers() =>
    [
        new("workers 0 first", M5XLarge, 'a', Pool.Workers, At(1, 0, 0, 0).AddDays(-9), At(9, 13, 21, 44)),
        new("workers 0", M6IXLarge, 'a', Pool.Workers, At(9, 13, 23, 10), null),
        new("workers 1 first", M6IXLarge, 'b', Pool.Workers, At(1, 0, 0, 0).AddDays(-22), At(3, 2, 48, 5)),
        new("workers 1 second", M5XLarge, 'b', Pool.Workers, At(3, 2, 50, 2), At(22, 16, 2, 30)),
        new("workers 1", M5AXLarge, 'b', Pool.Workers, At(22, 16, 4, 18), null),
        new("workers 2", M5AXLarge, 'c', Pool.Workers, At(1, 0, 0, 0).AddDays(-31), null),
        new("workers 3 first", M5XLarge, 'a', Pool.Workers, At(1, 0, 0, 0).AddDays(-4), At(17, 6, 37, 51)),
        new("workers 3", M5XLarge, 'c', Pool.Workers, At(17, 6, 39, 27), null),
    ];

    // Large customer imports: the autoscaler adds a worker node for a few hours and takes it away again.
    private static IEnumerable<Node> ScaleOut() =>
    [
        new("scale-out 6", M5XLarge, 'b', Pool.Workers, At(6, 8, 14, 9), At(6, 12, 51, 33)),
        new("scale-out 15", M6IXLarge, 'c', Pool.Workers, At(15, 13, 2, 57), At(15, 16, 40, 12)),
        new("scale-out 27", M5XLarge, 'a', Pool.Workers, At(27, 8, 31, 40), At(27, 14, 9, 26)),
    ];

    private static DateTime At(int day, int hour, int minute, int second) => new(2026, 10, day, hour, minute, second, DateTimeKind.Utc);
}
