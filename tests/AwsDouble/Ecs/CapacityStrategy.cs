using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Ecs;

/// <summary>Which capacity provider each task of a call goes to: bases first, the rest by weight.</summary>
internal static class CapacityStrategy
{
    /// <summary>A provider for each task; a null is a task by launch type.</summary>
    public static IReadOnlyList<string?> Split(JsonObject request, JsonObject cluster, int count)
    {
        var strategy = request.Objects("capacityProviderStrategy");
        if (strategy.Count > 0 && request["launchType"] is not null)
            throw EcsError.Invalid("Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.");
        if (strategy.Count == 0 && request["launchType"] is null) strategy = cluster.Objects("defaultCapacityProviderStrategy");
        if (strategy.Count == 0) return [.. Enumerable.Repeat<string?>(null, count)];
        Check(strategy, cluster);
        var share = strategy.ToDictionary(item => item, item => item.Whole("base") ?? 0);
        var placed = strategy.SelectMany(item => Enumerable.Repeat<string?>(item.Text("capacityProvider"), Math.Min(count, share[item]))).Take(count).ToList();
        var weighted = strategy.Where(item => item.Whole("weight") > 0).ToDictionary(item => item, _ => 0);
        while (placed.Count < count)
        {
            // The provider that is furthest behind its weight comes next.
            var next = weighted.MinBy(pair => (pair.Value + 1.0) / pair.Key.Whole("weight")!.Value).Key;
            weighted[next]++;
            placed.Add(next.Text("capacityProvider"));
        }

        return placed;
    }

    private static void Check(IReadOnlyList<JsonObject> strategy, JsonObject cluster)
    {
        var known = cluster.Texts("capacityProviders");
        if (strategy.Any(item => !known.Contains(item.Text("capacityProvider"))))
            throw EcsError.Invalid("The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.");
        if (strategy.Count(item => item.Whole("base") > 0) > 1)
            throw EcsError.Invalid("The specified capacity provider strategy cannot contain more than one capacity provider with a base value greater than 0.");
        if (strategy.All(item => item.Whole("weight") is null or 0))
            throw EcsError.Invalid("The specified capacity provider strategy must contain at least one capacity provider with a weight greater than 0.");
    }
}
