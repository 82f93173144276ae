using System.Text.Json;

namespace CostTool.AwsSdk.Tests.Conformance;

/// <summary>AWS's own model of a service, as Debian's python3-botocore ships it.</summary>
internal sealed class ServiceModel
{
    private const string Models = "/usr/lib/python3/dist-packages/botocore/data";

    private readonly JsonElement _root;

    private ServiceModel(JsonElement root) => _root = root;

    public JsonElement Metadata => _root.GetProperty("metadata");

    /// <summary>The newest model of a service.</summary>
    public static ServiceModel Of(string folder)
    {
        var newest = Directory.EnumerateDirectories(Path.Combine(Models, folder)).Order(StringComparer.Ordinal).Last();
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(newest, "service-2.json")));
        return new ServiceModel(document.RootElement.Clone());
    }

    public JsonElement? Operation(string name) => Member(_root.GetProperty("operations"), name);

    public JsonElement Shape(string name) => _root.GetProperty("shapes").GetProperty(name);

    public static JsonElement? Member(JsonElement element, string name) => element.TryGetProperty(name, out var member) ? member : null;

    public static string Text(JsonElement element, string name) => Member(element, name)?.GetString() ?? "";
}
