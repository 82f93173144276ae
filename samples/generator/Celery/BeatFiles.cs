using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.SampleGenerator.Kubernetes;

namespace CostTool.SampleGenerator.Celery;

/// <summary>Writes the schedules: the dump that the runner makes of the app, and the rows of django-celery-beat as a CSV.</summary>
internal static class BeatFiles
{
    private static readonly string[] Queues = ["default", "emails", "imports", "reports", "thumbnails"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteDump(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var dump = new JsonObject
        {
            ["costtool_dump"] = 1,
            ["app"] = "atelier",
            ["celery_version"] = "5.4.0",
            ["python_version"] = "3.12.7",
            ["django_celery_beat_version"] = "2.7.0",
            ["django_celery_results_version"] = null,
            ["timezone"] = "Europe/Paris",
            ["enable_utc"] = true,
            ["broker_scheme"] = "redis",
            ["result_backend_scheme"] = "redis",
            ["visibility_timeout"] = null,
            ["conf"] = Settings(),
            ["queues"] = new JsonArray([.. Queues.Select(queue => new JsonObject { ["name"] = queue, ["max_priority"] = null })]),
            ["task_routes"] = new JsonArray([.. Queues.Where(queue => queue is not "default").Select(queue => new JsonObject { ["pattern"] = queue + ".*", ["queue"] = queue })]),
            ["tasks"] = new JsonArray([.. CeleryTasks.All.Select(Task)]),
            ["beat_schedule"] = new JsonArray([.. BeatEntries.InSettings.Select(Entry)]),
        };
        File.WriteAllText(path, dump.ToJsonString(Indented) + "\n");
    }

    public static void WriteRows(string path)
    {
        List<string> lines = ["name,task,kind,minute,hour,day_of_week,day_of_month,month_of_year,every_seconds,at,timezone,args,enabled,one_off,expires"];
        foreach (var entry in BeatEntries.InDatabase)
        {
            var fields = entry.Cron?.Split(' ') ?? ["", "", "", "", ""];
            var kind = entry.Cron is not null ? "crontab" : entry.EverySeconds is not null ? "interval" : "clocked";
            lines.Add(string.Join(',',
                entry.Name, entry.Task, kind, fields[0], fields[1], fields[4], fields[2], fields[3], entry.EverySeconds?.ToString(CultureInfo.InvariantCulture), Instant(entry.At), "Europe/Paris",
                $"\"{entry.Args.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", entry.Enabled ? "true" : "false", entry.At is not null ? "true" : "false", Instant(entry.Expires)));
        }

        File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }

    private static string Instant(DateTime? at) => at is { } known ? Meta.Instant(known) : string.Empty;

    private static JsonObject Settings() => new()
    {
        ["task_acks_late"] = true,
        ["task_acks_on_failure_or_timeout"] = true,
        ["task_reject_on_worker_lost"] = null,
        ["task_time_limit"] = null,
        ["task_soft_time_limit"] = null,
        ["task_track_started"] = true,
        ["task_ignore_result"] = false,
        ["task_default_queue"] = "default",
        ["task_send_sent_event"] = true,
        ["worker_prefetch_multiplier"] = 4,
        ["worker_pool"] = "prefork",
        ["worker_send_task_events"] = true,
        ["beat_scheduler"] = "django_celery_beat.schedulers:DatabaseScheduler",
        ["result_expires"] = 86400.0,
        ["result_extended"] = false,
    };

    private static JsonObject Task(CeleryTask task) => new()
    {
        ["name"] = task.Name,
        ["acks_late"] = true,
        ["reject_on_worker_lost"] = null,
        ["time_limit"] = task.TimeLimit,
        ["soft_time_limit"] = null,
        ["max_retries"] = 3,
        ["ignore_result"] = false,
        ["track_started"] = true,
        ["rate_limit"] = null,
        ["queue"] = null,
    };

    private static JsonObject Entry(BeatEntry entry)
    {
        var options = new JsonObject();
        if (entry.Countdown is { } countdown) options["countdown"] = countdown;
        if (entry.ExpireSeconds is { } expires) options["expires"] = (double)expires;
        return new JsonObject
        {
            ["name"] = entry.Name,
            ["task"] = entry.Task,
            ["schedule"] = Schedule(entry),
            ["args"] = JsonNode.Parse(entry.Args),
            ["kwargs"] = new JsonObject(),
            ["options"] = options,
            ["not_json"] = new JsonArray(),
        };
    }

    private static JsonObject Schedule(BeatEntry entry)
    {
        if (entry.EverySeconds is { } seconds) return new JsonObject { ["kind"] = "interval", ["seconds"] = (double)seconds, ["relative"] = false };
        var fields = entry.Cron!.Split(' ');
        return new JsonObject
        {
            ["kind"] = "crontab",
            ["minute"] = Field(fields[0]),
            ["hour"] = Field(fields[1]),
            ["day_of_week"] = Field(fields[4]),
            ["day_of_month"] = Field(fields[2]),
            ["month_of_year"] = Field(fields[3]),
        };
    }

    // People write crontab(hour=7), not crontab(hour="7").
    private static JsonNode Field(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : text;
}
