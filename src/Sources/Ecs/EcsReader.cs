using System.Globalization;
using System.Text.Json;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Sources.Workspaces;

namespace CostTool.Sources.Ecs;

/// <summary>What the ECS API said of services and task definitions.</summary>
/// <param name="Services">Services whose definition is among the files, by workload.</param>
/// <param name="Definitions">Task definitions as described, by workload of their service and by family.</param>
public sealed record EcsReading(IReadOnlyList<EcsService> Services, IReadOnlyDictionary<string, JsonElement> Definitions);

/// <summary>Reads answers of <c>aws ecs describe-services</c> and <c>describe-task-definition</c>, as the command line prints them.</summary>
public static class EcsReader
{
    private const int LargestFile = 64 << 20;

    /// <summary>Reads the files.</summary>
    /// <exception cref="ProblemException">A file is no JSON object, or far larger than such answers are.</exception>
    public static EcsReading Read(IReadOnlyList<WorkspaceFile> files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        var definitions = new Dictionary<string, (JsonElement Body, string Origin)>(StringComparer.Ordinal);
        var families = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        var services = new List<(JsonElement Body, string Origin)>();
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var root = Parse(file);
            if (root.TryGetProperty("taskDefinition", out var definition) && definition.ValueKind == JsonValueKind.Object)
            {
                if (Text(definition, "taskDefinitionArn") is { } arn) definitions[arn] = (definition, file.Path);
                if (Text(definition, "family") is { } family && (!families.TryGetValue(family, out var known) || Whole(known, "revision") < Whole(definition, "revision"))) families[family] = definition;
            }

            foreach (var (index, service) in Items(root, "services").Index()) services.Add((service, string.Create(CultureInfo.InvariantCulture, $"{file.Path} item {index}")));
        }

        var read = services.Select(service => Service(service.Body, service.Origin, definitions)).OfType<(EcsService, JsonElement)>().ToList();
        foreach (var (service, definition) in read) families[service.Workload] = definition;
        return new EcsReading([.. read.Select(pair => pair.Item1).OrderBy(service => service.Workload, StringComparer.Ordinal)], families);
    }

    private static JsonElement Parse(WorkspaceFile file)
    {
        try
        {
            if (new FileInfo(file.FullPath).Length > LargestFile) throw Refused(file, "is larger than 64 MiB");
            using var json = JsonDocument.Parse(File.ReadAllBytes(file.FullPath));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : throw Refused(file, "does not hold a JSON object");
        }
        catch (JsonException fault)
        {
            throw Refused(file, $"is not JSON from line {((fault.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture)} on");
        }
    }

    private static ProblemException Refused(WorkspaceFile file, string what) =>
        new(new Problem($"`{file.Path}` {what}", file.Path, "put what `aws ecs describe-services` and `describe-task-definition` print under ecs/, one answer a file"));

    private static (EcsService, JsonElement)? Service(JsonElement service, string origin, Dictionary<string, (JsonElement Body, string Origin)> definitions)
    {
        if (Text(service, "serviceName") is not { } name || Text(service, "taskDefinition") is not { } arn || !definitions.TryGetValue(arn, out var definition)) return null;
        var cluster = Text(service, "clusterArn")?.Split('/')[^1] ?? "default";
        var onFargate = Text(service, "launchType") == "FARGATE"
            || Items(service, "capacityProviderStrategy").Any(item => Text(item, "capacityProvider") is { } provider && provider.StartsWith("FARGATE", StringComparison.Ordinal));
        return (new EcsService(
            $"{cluster}/{name}", (int)Math.Clamp(Whole(service, "desiredCount") ?? 0, 0, 100_000), onFargate, Units(Whole(definition.Body, "cpu")), Mebibytes(Whole(definition.Body, "memory")),
            [.. Items(definition.Body, "containerDefinitions").Where(container => Text(container, "name") is not null).Select(Container)],
            $"{origin}, {definition.Origin}"), definition.Body);
    }

    // The soft limit is what a container asks for; without one the hard limit is.
    private static WorkloadContainer Container(JsonElement container) => new()
    {
        Name = Text(container, "name")!,
        CpuRequest = Units(Whole(container, "cpu")),
        MemoryRequest = Mebibytes(Whole(container, "memoryReservation") ?? Whole(container, "memory")),
        CpuLimit = null,
        MemoryLimit = Mebibytes(Whole(container, "memory")),
    };

    private static VCpu? Units(long? units) => units is > 0 and <= int.MaxValue ? VCpu.FromEcsUnits((int)units) : null;

    private static MemorySize? Mebibytes(long? mebibytes) => mebibytes is > 0 and <= int.MaxValue ? MemorySize.FromMebibytes(mebibytes.Value) : null;

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    // A task states its size as text, a container as a number.
    private static long? Whole(JsonElement parent, string name) => !parent.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var text) ? text
        : null;
}
