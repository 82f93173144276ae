using System.Text.Json.Nodes;

namespace CostTool.AwsDouble.Account;

/// <summary>The tags of a resource, in the order of their keys.</summary>
/// <param name="key">The member that holds a tag's key: <c>Key</c>, <c>key</c>, <c>TagKey</c>.</param>
/// <param name="value">The member that holds its value.</param>
public sealed class TagSet(string key = "Key", string value = "Value")
{
    private readonly SortedDictionary<string, string> _tags = new(StringComparer.Ordinal);

    public int Count => _tags.Count;

    public string? this[string name] => _tags.GetValueOrDefault(name);

    /// <summary>Adds tags, or changes those of the same keys.</summary>
    public TagSet Put(JsonNode? tags)
    {
        foreach (var tag in tags?.AsArray() ?? []) _tags[tag![key]!.GetValue<string>()] = tag[value]?.GetValue<string>() ?? "";
        return this;
    }

    public void Remove(JsonNode? keys)
    {
        foreach (var name in keys?.AsArray() ?? []) _tags.Remove(name!.GetValue<string>());
    }

    public JsonArray ToJson() => [.. _tags.Select(tag => new JsonObject { [key] = tag.Key, [value] = tag.Value })];

    /// <summary>The form of services that keep tags in a map.</summary>
    public JsonObject ToMap() => new(_tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));
}
