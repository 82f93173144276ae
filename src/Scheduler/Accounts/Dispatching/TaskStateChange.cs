using System.Globalization;
using System.Text.Json;
using CostTool.Analyzer.Pricing;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Scheduler.Accounts.Dispatching;

/// <summary>An event "ECS Task State Change" as EventBridge delivers it. What is in it is anybody's text until it was looked at.</summary>
/// <param name="TaskArn">The task.</param>
/// <param name="Version">Counts the changes of the task; a later one knows more.</param>
/// <param name="Events">What befell it, as far as this change tells.</param>
internal sealed record TaskStateChange(string TaskArn, long Version, IReadOnlyList<WorkerEvent> Events)
{
    private const string DetailType = "ECS Task State Change";

    // ECS's documents name both for a task that Spot took away.
    private static readonly string[] Interruptions = ["SpotInterruption", "TerminationNotice"];

    // "OutOfMemoryError: Container killed due to memory usage"; the exit code beside it is 137, which alone may be anybody's SIGKILL.
    private const string OutOfMemory = "OutOfMemoryError";

    /// <summary>Reads a message.</summary>
    /// <returns>Null for a text that is no such event.</returns>
    public static TaskStateChange? Read(string? message, string deployment)
    {
        try
        {
            using var document = JsonDocument.Parse(message ?? "");
            return Of(document.RootElement, deployment);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TaskStateChange? Of(JsonElement root, string deployment)
    {
        if (Text(root, "source") != "aws.ecs" || Text(root, "detail-type") != DetailType) return null;
        if (Member(root, "detail") is not { ValueKind: JsonValueKind.Object } detail || Text(detail, "taskArn") is not { Length: > 0 } arn) return null;
        return (Instant(detail, "stoppedAt") ?? Instant(detail, "stoppingAt") ?? Instant(root, "time")) is { } at ? Change(detail, arn, at, deployment) : null;
    }

    private static TaskStateChange Change(JsonElement detail, string arn, DateTimeOffset at, string deployment)
    {
        var version = Member(detail, "version") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var whole) ? whole : 0;
        var containers = Member(detail, "containers") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Where(one => one.ValueKind is JsonValueKind.Object).ToList() : [];
        var kinds = KindsOf(detail, containers).ToList();
        var stopped = Text(detail, "lastStatus") == "STOPPED";
        return new TaskStateChange(arn, version, [.. kinds.Select((kind, place) => new WorkerEvent
        {
            WorkerId = arn,
            Pool = WorkerNames.PoolOf(deployment, Text(detail, "taskDefinitionArn")),
            Kind = kind,
            At = at,
            Purchase = Text(detail, "capacityProviderName") switch { "FARGATE_SPOT" => PurchaseOption.Spot, "FARGATE" => PurchaseOption.OnDemand, _ => null },
            Size = Whole(detail, "cpu") is { } units && Whole(detail, "memory") is { } mebibytes ? (units / 1024m, mebibytes) : null,
            Zone = Text(detail, "availabilityZone"),
            Reason = ReasonOf(detail, containers),
            // Told once, however many things befell it.
            Worked = place == 0 && Instant(detail, "startedAt") is { } started ? Length(started, stopped ? Instant(detail, "executionStoppedAt") ?? at : at) : null,
        })]);
    }

    private static IEnumerable<WorkerEventKind> KindsOf(JsonElement detail, IReadOnlyList<JsonElement> containers)
    {
        var interrupted = Interruptions.Contains(Text(detail, "stopCode"));
        // The warning comes two minutes before the end, with the same code.
        if (interrupted) yield return WorkerEventKind.Interrupted;
        if (Text(detail, "lastStatus") != "STOPPED") yield break;
        var starved = containers.Any(container => Text(container, "reason")?.StartsWith(OutOfMemory, StringComparison.Ordinal) is true);
        if (starved) yield return WorkerEventKind.OutOfMemory;
        if (interrupted || starved) yield break;
        if (Text(detail, "stopCode") == "TaskFailedToStart")
        {
            yield return WorkerEventKind.FailedToStart;
            yield break;
        }

        // A container without an exit code did not end well: it never ran, or nobody knows.
        yield return containers.Count > 0 && containers.All(container => Member(container, "exitCode") is { ValueKind: JsonValueKind.Number } code && code.TryGetInt32(out var exit) && exit == 0)
            ? WorkerEventKind.Ended
            : WorkerEventKind.Failed;
    }

    private static string? ReasonOf(JsonElement detail, IReadOnlyList<JsonElement> containers)
    {
        var words = string.Join("; ", containers.Select(container => Text(container, "reason")).Prepend(Text(detail, "stoppedReason")).Where(reason => !string.IsNullOrWhiteSpace(reason)).Distinct(StringComparer.Ordinal));
        return words.Length == 0 ? null : LaunchRefusals.Plain(words);
    }

    private static TimeSpan? Length(DateTimeOffset from, DateTimeOffset to) => to > from ? to - from : null;

    private static JsonElement? Member(JsonElement map, string name) => map.ValueKind is JsonValueKind.Object && map.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement map, string name) => Member(map, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    // ECS writes CPU units and MiB as texts.
    private static int? Whole(JsonElement map, string name) => int.TryParse(Text(map, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static DateTimeOffset? Instant(JsonElement map, string name) =>
        DateTimeOffset.TryParse(Text(map, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
