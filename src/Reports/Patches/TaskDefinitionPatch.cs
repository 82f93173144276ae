using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Rightsizing;

namespace CostTool.Reports.Patches;

/// <summary>Input of <c>aws ecs register-task-definition --cli-input-json</c>.</summary>
internal static class TaskDefinitionPatch
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Default };

    // What DescribeTaskDefinition answers and RegisterTaskDefinition refuses.
    private static readonly string[] ReadOnly =
        ["taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy", "deregisteredAt", "deleteRequestedAt"];

    /// <summary>Name of the file of a workload.</summary>
    public static string FileName(RightsizingRow whole) => $"{PatchText.FileName(whole.Size.Key.Workload.Replace('/', '.'))}.task-definition.json";

    /// <summary>The definition of today with only its sizes changed; without one, the parts that have to do with size.</summary>
    /// <param name="sizes">Sizes of its containers.</param>
    /// <param name="whole">The workload.</param>
    /// <param name="task">Size of the task.</param>
    /// <param name="today">Today's definition as ECS describes it, or null.</param>
    public static string Write(RightsizingResult sizes, RightsizingRow whole, FargateSize task, JsonElement? today)
    {
        var definition = today is { ValueKind: JsonValueKind.Object } known ? JsonObject.Create(known.Clone())! : New(whole);
        foreach (var key in ReadOnly) definition.Remove(key);
        definition["cpu"] = ((long)task.Cpu.EcsUnits).ToString(CultureInfo.InvariantCulture);
        definition["memory"] = ((long)task.Memory.Mebibytes).ToString(CultureInfo.InvariantCulture);
        if (definition["containerDefinitions"] is not JsonArray containers) definition["containerDefinitions"] = containers = [];
        var needs = sizes.ContainersOf(whole.Size.Key.Workload).ToDictionary(row => row.Size.Key.Container, row => row.Size, StringComparer.Ordinal);
        if (today is null) foreach (var name in needs.Keys.Order(StringComparer.Ordinal)) containers.Add(new JsonObject { ["name"] = name, ["essential"] = true });
        var named = containers.OfType<JsonObject>().Where(container => container["name"] is JsonValue).ToList();
        var parts = TaskSplit.Of(task, [.. named.Select(container => container["name"]!.ToString()).Select(name => (name, needs.GetValueOrDefault(name)?.Cpu, needs.GetValueOrDefault(name) is { } need ? need.MemoryLimit ?? need.Memory : null))]);
        foreach (var (container, part) in named.Zip(parts))
        {
            container["cpu"] = part.CpuUnits;
            container["memory"] = (long)part.Limit.Mebibytes;
            container["memoryReservation"] = (long)part.Reservation.Mebibytes;
        }

        return definition.ToJsonString(Format) + "\n";
    }

    private static JsonObject New(RightsizingRow whole) => new()
    {
        ["family"] = Family(whole.Size.Key.Workload),
        ["networkMode"] = "awsvpc",
        ["requiresCompatibilities"] = new JsonArray("FARGATE"),
        ["runtimePlatform"] = new JsonObject { ["cpuArchitecture"] = "X86_64", ["operatingSystemFamily"] = "LINUX" },
    };

    // ECS allows letters, digits, hyphens and underscores, up to 255 of them.
    private static string Family(string workload)
    {
        var family = new StringBuilder();
        foreach (var letter in workload) family.Append(char.IsAsciiLetterOrDigit(letter) || letter is '_' ? letter : '-');
        return family.Length == 0 ? "unnamed" : family.ToString(0, Math.Min(family.Length, 255));
    }
}
