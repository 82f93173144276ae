using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Events;

/// <summary>A rule of the default bus, its tags and its targets.</summary>
public sealed class RuleDouble
{
    internal RuleDouble(JsonObject document) => Document = document;

    /// <summary>As DescribeRule tells it.</summary>
    public JsonObject Document { get; internal set; }

    public TagSet Tags { get; } = new();

    /// <summary>By their ids.</summary>
    public SortedDictionary<string, JsonObject> Targets { get; } = new(StringComparer.Ordinal);

    /// <summary>How many events it matched.</summary>
    public int Matches { get; internal set; }
}
