using System.IO.Compression;
using System.Text.Json;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Schedules;
using NodaTime;
using NodaTime.Text;

namespace CostTool.Scheduler.Tests.Calendars;

/// <summary>A line of the file that Celery 5.2.6 computed.</summary>
public sealed class GoldenRow(JsonElement row)
{
    public static CeleryVersion Version { get; } = new(5, 2, 6);

    public string Id => row.GetProperty("id").GetString()!;

    public bool Invalid => row.TryGetProperty("invalid", out JsonElement invalid) && invalid.GetBoolean();

    public CelerySchedule.Crontab Fields => new(
        Field("minute"), Field("hour"), Field("day_of_week"), Field("day_of_month"), Field("month_of_year"));

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Text("tz")!];

    public Instant Start => Parse(Text("start")!);

    public IReadOnlyList<Instant> Fires => Instants("fires_utc")!;

    public IReadOnlyList<Instant> WallFires => Instants("wall_utc") ?? Fires;

    public Instant? FirstFire => Text("first_fire_utc") is { } text ? Parse(text) : null;

    public static IReadOnlyList<GoldenRow> ReadAll()
    {
        using var file = new StreamReader(new GZipStream(
            File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", "celery-golden", "crontab.jsonl.gz")), CompressionMode.Decompress));
        var rows = new List<GoldenRow>();
        while (file.ReadLine() is { } line)
        {
            rows.Add(new GoldenRow(JsonElement.Parse(line)));
        }

        return rows;
    }

    public string? Text(string name) => row.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    public bool Never => row.GetProperty("never").GetBoolean();

    public IReadOnlyList<int> Expanded(string field) =>
        [.. row.GetProperty("expanded").GetProperty(field).EnumerateArray().Select(value => value.GetInt32())];

    private List<Instant>? Instants(string name) => row.GetProperty(name) is { ValueKind: JsonValueKind.Array } array
        ? [.. array.EnumerateArray().Select(value => Parse(value.GetString()!))]
        : null;

    private CrontabField Field(string name)
    {
        JsonElement value = row.GetProperty(name);
        return value.ValueKind switch
        {
            JsonValueKind.String => new CrontabField.Text(value.GetString()!),
            JsonValueKind.Number when value.TryGetInt64(out long number) && !value.GetRawText().Contains('.', StringComparison.Ordinal) => new CrontabField.Number(number),
            JsonValueKind.Array => new CrontabField.List([.. value.EnumerateArray().Select(item => item.GetRawText())]),
            _ => new CrontabField.Other(value.GetRawText()),
        };
    }

    private static Instant Parse(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
