namespace CostTool.Scheduler.Deployment.Comparing;

/// <summary>A property that is not as it should be.</summary>
/// <param name="Path">Where, such as <c>Target.RetryPolicy.MaximumRetryAttempts</c> or <c>ContainerDefinitions[task].Image</c>.</param>
/// <param name="Live">What is there; null for nothing.</param>
/// <param name="Desired">What should be there; null for nothing.</param>
public sealed record PropertyDifference(string Path, ResourceValue? Live, ResourceValue? Desired)
{
    private static readonly string[] KeyNames = ["Key", "Name", "Sid", "Id"];

    /// <summary>The differences of two canonical values, in order of their paths.</summary>
    public static IReadOnlyList<PropertyDifference> Between(ResourceValue? live, ResourceValue? desired)
    {
        var found = new List<PropertyDifference>();
        Compare("", live, desired);
        return found;

        void Compare(string path, ResourceValue? left, ResourceValue? right)
        {
            if (Equals(left, right)) return;
            switch (left, right)
            {
                case (MapValue one, MapValue other):
                    foreach (var name in one.Members.Keys.Union(other.Members.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
                        Compare(path.Length == 0 ? name : $"{path}.{name}", one[name], other[name]);
                    break;
                case (ListValue one, ListValue other) when Keyed(one) is { } ones && Keyed(other) is { } others && InSameOrder(ones, others):
                    foreach (var key in ones.Keys.Union(others.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
                        Compare($"{path}[{key}]", ones.GetValueOrDefault(key), others.GetValueOrDefault(key));
                    break;
                case (ListValue one, ListValue other) when one.Items.Count == other.Items.Count:
                    for (var i = 0; i < one.Items.Count; i++) Compare($"{path}[{i}]", one.Items[i], other.Items[i]);
                    break;
                default: found.Add(new PropertyDifference(path, left, right)); break;
            }
        }
    }

    // Items that bear names, such as tags and variables, are told by them and not by their places.
    private static OrderedDictionary<string, ResourceValue>? Keyed(ListValue list)
    {
        var items = new OrderedDictionary<string, ResourceValue>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (item is not MapValue map || KeyNames.Select(name => map[name]).OfType<TextValue>().FirstOrDefault() is not { } key || !items.TryAdd(key.Text, item)) return null;
        }

        return items;
    }

    // Another order of the same items is a difference where order has a meaning, so that it is left to the places.
    private static bool InSameOrder(OrderedDictionary<string, ResourceValue> one, OrderedDictionary<string, ResourceValue> other) =>
        one.Keys.Where(other.ContainsKey).SequenceEqual(other.Keys.Where(one.ContainsKey), StringComparer.Ordinal);

    /// <summary>The property of the type that it lies in.</summary>
    public string Property => Path.Split('.', '[')[0];
}
