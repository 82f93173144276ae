using System.Text.Json;
using CostTool.Scheduler.Schedules;

namespace CostTool.Sources.Celery;

/// <summary>The settings of an app as a dump tells them; a member of another type than expected counts as not told.</summary>
internal static class DumpFacts
{
    public static CeleryFacts From(IReadOnlyDictionary<string, JsonElement> members)
    {
        var conf = members.GetValueOrDefault("conf");
        return new CeleryFacts
        {
            CeleryVersion = Text(members.GetValueOrDefault("celery_version")),
            TimeZone = Text(members.GetValueOrDefault("timezone")),
            EnableUtc = Flag(members.GetValueOrDefault("enable_utc")),
            BrokerScheme = Text(members.GetValueOrDefault("broker_scheme")),
            ResultBackendScheme = Text(members.GetValueOrDefault("result_backend_scheme")),
            VisibilityTimeoutSeconds = Number(members.GetValueOrDefault("visibility_timeout")),
            AcksLate = Flag(Member(conf, "task_acks_late")),
            RejectOnWorkerLost = Flag(Member(conf, "task_reject_on_worker_lost")),
            TimeLimitSeconds = Number(Member(conf, "task_time_limit")),
            SoftTimeLimitSeconds = Number(Member(conf, "task_soft_time_limit")),
            TrackStarted = Flag(Member(conf, "task_track_started")),
            PrefetchMultiplier = Number(Member(conf, "worker_prefetch_multiplier")) is >= 0 and < int.MaxValue and var multiplier ? (int)multiplier : null,
            BeatScheduler = Text(Member(conf, "beat_scheduler")),
            ResultExpiresSeconds = Number(Member(conf, "result_expires")),
            DefaultQueue = Text(Member(conf, "task_default_queue")),
            Routes = [.. Items(members.GetValueOrDefault("task_routes")).Select(route => new TaskRoute(Text(Member(route, "pattern")), Text(Member(route, "queue")), Text(Member(route, "custom"))))],
            Tasks = [.. Items(members.GetValueOrDefault("tasks")).Where(task => Text(Member(task, "name")) is not null).Select(Task).OrderBy(task => task.Name, StringComparer.Ordinal)],
        };
    }

    private static TaskFacts Task(JsonElement task) => new()
    {
        Name = Text(Member(task, "name"))!,
        AcksLate = Flag(Member(task, "acks_late")),
        RejectOnWorkerLost = Flag(Member(task, "reject_on_worker_lost")),
        TimeLimitSeconds = Number(Member(task, "time_limit")),
        SoftTimeLimitSeconds = Number(Member(task, "soft_time_limit")),
        TrackStarted = Flag(Member(task, "track_started")),
    };

    private static IEnumerable<JsonElement> Items(JsonElement list) => list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static double? Number(JsonElement element) => element.ValueKind == JsonValueKind.Number ? element.GetDouble() : null;

    private static bool? Flag(JsonElement element) => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : null;
}
