using System.Globalization;
using System.Text.Json.Nodes;
using CostTool.SampleGenerator.Atelier;

namespace CostTool.SampleGenerator.Kubernetes;

/// <summary>The parts that every Kubernetes object has.</summary>
internal static class Meta
{
    public static string Instant(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static JsonObject Of(string? @namespace, string name, string uid, DateTime created, JsonObject labels, JsonObject? owner = null)
    {
        var meta = new JsonObject { ["creationTimestamp"] = Instant(created), ["labels"] = labels, ["name"] = name };
        if (@namespace is not null) meta["namespace"] = @namespace;
        if (owner is not null) meta["ownerReferences"] = new JsonArray(owner);
        meta["resourceVersion"] = (81_000_000 + Stable.Number("version " + uid, 4_000_000)).ToString(CultureInfo.InvariantCulture);
        meta["uid"] = uid;
        return meta;
    }

    public static JsonObject Owner(string apiVersion, string kind, string name, string uid) => new()
    {
        ["apiVersion"] = apiVersion,
        ["blockOwnerDeletion"] = true,
        ["controller"] = true,
        ["kind"] = kind,
        ["name"] = name,
        ["uid"] = uid,
    };

    public static JsonObject Labels(Service service) => new()
    {
        ["app.kubernetes.io/name"] = service.Name,
        ["app.kubernetes.io/part-of"] = service.Namespace,
    };

    /// <summary>What kubectl shows with --show-managed-fields; the fields themselves are left out.</summary>
    public static JsonArray ManagedFields(string manager, DateTime time) => new(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["fieldsType"] = "FieldsV1",
        ["fieldsV1"] = new JsonObject(),
        ["manager"] = manager,
        ["operation"] = "Update",
        ["time"] = Instant(time),
    });
}
