using System.Text.Json;

namespace CostTool.AwsDouble.Models;

/// <summary>An operation of a model.</summary>
public sealed record ModelOperation(string Name, JsonElement Definition)
{
    public string Method => ServiceModel.Text(Definition.GetProperty("http"), "method");

    /// <summary>With members in braces.</summary>
    public string Path => ServiceModel.Text(Definition.GetProperty("http"), "requestUri");

    /// <summary>The place of its request; null: it takes nothing.</summary>
    public JsonElement? Input => ServiceModel.Member(Definition, "input");

    /// <summary>The place of its answer; null: it gives nothing.</summary>
    public JsonElement? Output => ServiceModel.Member(Definition, "output");
}
