using System.Globalization;
using System.Text;
using System.Text.Json;
using CostTool.Scheduler.Schedules;
using CostTool.Sources.Celery;

namespace CostTool.Sources.Collecting;

/// <summary>Entries of a database as the CSV of docs/celery-sources.md.</summary>
internal static class BeatRows
{
    private static readonly string[] Columns =
    [
        "name", "task", "kind", "minute", "hour", "day_of_week", "day_of_month", "month_of_year", "every_seconds", "relative", "event", "latitude", "longitude", "at", "timezone", "queue", "args", "kwargs",
        "options", "enabled", "one_off", "start_time", "expires", "expire_seconds", "last_run_at", "refused",
    ];

    /// <summary>Rows that could not be read stay in the file with their reason, so that its reader tells of them as the database's does.</summary>
    public static string Text(CeleryReading reading)
    {
        var text = new StringBuilder(string.Join(',', Columns)).Append('\n');
        foreach (var cells in reading.Entries.Select(Cells).Concat(reading.Refused.Select(Refused))) text.AppendJoin(',', Columns.Select(column => Quoted(cells.GetValueOrDefault(column)))).Append('\n');
        return text.ToString();
    }

    private static Dictionary<string, string?> Refused(RefusedEntry entry) => new(StringComparer.Ordinal) { ["name"] = entry.Name, ["refused"] = entry.Reason };

    private static Dictionary<string, string?> Cells(CeleryEntry entry)
    {
        var cells = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["name"] = entry.Name,
            ["task"] = entry.Task,
            ["timezone"] = entry.TimeZone,
            ["queue"] = entry.Queue,
            ["args"] = entry.ArgsJson,
            ["kwargs"] = entry.KwargsJson,
            ["options"] = entry.Options.Count == 0 ? null : $"{{{string.Join(',', entry.Options.Select(option => $"{JsonSerializer.Serialize(option.Key)}:{option.Value}"))}}}",
            ["enabled"] = entry.Enabled ? "true" : "false",
            ["one_off"] = entry.OneOff ? "true" : "false",
            ["start_time"] = Instant(entry.StartTime),
            ["expires"] = Instant(entry.Expires),
            ["expire_seconds"] = entry.ExpireSeconds is { } seconds ? Number(seconds) : null,
            ["last_run_at"] = Instant(entry.LastRun),
        };
        switch (entry.Schedule)
        {
            case CelerySchedule.Crontab crontab:
                cells["kind"] = "crontab";
                foreach (var (column, field) in (ReadOnlySpan<(string, CrontabField)>)[
                    ("minute", crontab.Minute), ("hour", crontab.Hour), ("day_of_week", crontab.DayOfWeek), ("day_of_month", crontab.DayOfMonth), ("month_of_year", crontab.MonthOfYear)])
                    cells[column] = field is CrontabField.Text fieldText ? fieldText.Value : throw new InvalidOperationException("a database holds the fields of a crontab as texts");
                break;
            case CelerySchedule.Interval interval:
                (cells["kind"], cells["every_seconds"], cells["relative"]) = ("interval", Number(interval.Every.TotalSeconds), interval.Relative ? "true" : "false");
                break;
            case CelerySchedule.Solar solar:
                (cells["kind"], cells["event"], cells["latitude"], cells["longitude"]) = ("solar", solar.Event, Number(solar.Latitude), Number(solar.Longitude));
                break;
            case CelerySchedule.Clocked clocked:
                (cells["kind"], cells["at"]) = ("clocked", Instant(clocked.At));
                break;
            default:
                cells["kind"] = "custom";
                break;
        }

        return cells;
    }

    private static string? Instant(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Quoted(string? cell) =>
        cell is null ? "" : cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
