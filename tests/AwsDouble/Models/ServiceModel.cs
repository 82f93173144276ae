using System.Collections.Concurrent;
using System.Text.Json;

namespace CostTool.AwsDouble.Models;

/// <summary>AWS's own model of a service, as Debian's python3-botocore ships it.</summary>
public sealed class ServiceModel
{
    private const string Models = "/usr/lib/python3/dist-packages/botocore/data";

    // The files do not change while a process runs; each is read once.
    private static readonly ConcurrentDictionary<string, Lazy<ServiceModel>> Known = new(StringComparer.Ordinal);

    private readonly Dictionary<string, JsonElement> _operations;
    private readonly Dictionary<string, JsonElement> _shapes;

    private ServiceModel(string folder, JsonElement root)
    {
        Folder = folder;
        Metadata = root.GetProperty("metadata");
        _operations = root.GetProperty("operations").EnumerateObject().ToDictionary(operation => operation.Name, operation => operation.Value, StringComparer.Ordinal);
        _shapes = root.GetProperty("shapes").EnumerateObject().ToDictionary(shape => shape.Name, shape => shape.Value, StringComparer.Ordinal);
    }

    /// <summary>Its name among botocore's folders.</summary>
    public string Folder { get; }

    public JsonElement Metadata { get; }

    public string Protocol => Text(Metadata, "protocol");

    public string TargetPrefix => Text(Metadata, "targetPrefix");

    /// <summary>The service in a signature's scope.</summary>
    public string SigningName => Text(Metadata, "signingName") is { Length: > 0 } name ? name : Text(Metadata, "endpointPrefix");

    public IEnumerable<ModelOperation> Operations => _operations.Select(operation => new ModelOperation(operation.Key, operation.Value));

    /// <summary>The newest model of a service.</summary>
    public static ServiceModel Of(string folder) => Known.GetOrAdd(folder, name => new Lazy<ServiceModel>(() => Read(name))).Value;

    public JsonElement? Operation(string name) => _operations.TryGetValue(name, out var operation) ? operation : null;

    public JsonElement Shape(string name) => _shapes[name];

    /// <returns>Null where there is no such shape.</returns>
    public JsonElement? FindShape(string name) => _shapes.TryGetValue(name, out var shape) ? shape : null;

    /// <summary>The shape that a member, an item, a key or a value is of, with what the place itself says about it.</summary>
    public ShapePlace Place(JsonElement reference) => new(this, reference, Shape(Text(reference, "shape")));

    public static JsonElement? Member(JsonElement element, string name) => element.TryGetProperty(name, out var member) ? member : null;

    public static IEnumerable<JsonElement> Items(JsonElement element, string name) => Member(element, name) is { } items ? items.EnumerateArray() : [];

    public static string Text(JsonElement element, string name) => Member(element, name)?.GetString() ?? "";

    private static ServiceModel Read(string folder)
    {
        var newest = Directory.EnumerateDirectories(Path.Combine(Models, folder)).Order(StringComparer.Ordinal).Last();
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(newest, "service-2.json")));
        return new ServiceModel(folder, document.RootElement.Clone());
    }
}
