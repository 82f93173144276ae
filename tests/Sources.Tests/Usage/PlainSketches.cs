using System.Globalization;
using System.Text;
using CostTool.Analyzer.Usage;

namespace CostTool.Sources.Tests.Usage;

/// <summary>Sketches worked out from a list of samples without SQL: what the engines must agree with.</summary>
internal static class PlainSketches
{
    public static List<UsageSketch> Of(IEnumerable<UsageSample> samples)
    {
        var single = samples.GroupBy(sample => (sample.Key, sample.Instance, Second: sample.Timestamp.ToUnixTimeSeconds())).Select(group => new UsageSample
        {
            Key = group.Key.Key,
            Instance = group.Key.Instance,
            Timestamp = DateTimeOffset.FromUnixTimeSeconds(group.Key.Second),
            CpuCores = group.Max(sample => sample.CpuCores),
            MemoryBytes = group.Max(sample => sample.MemoryBytes),
            CpuLimitCores = group.Max(sample => sample.CpuLimitCores),
            MemoryLimitBytes = group.Max(sample => sample.MemoryLimitBytes),
            ThrottledRatio = group.Max(sample => sample.ThrottledRatio),
            OomKills = group.Max(sample => sample.OomKills),
        }).ToList();
        var tasks = single.GroupBy(sample => sample.Key.Workload).Where(group => group.Select(sample => sample.Key).Distinct().Count() > 1)
            .SelectMany(group => group.GroupBy(sample => (sample.Instance, sample.Timestamp)).Select(instant => new UsageSample
            {
                Key = new UsageKey(group.Key, ""),
                Instance = instant.Key.Instance,
                Timestamp = instant.Key.Timestamp,
                CpuCores = Sum(instant.Select(sample => Rounded(sample.CpuCores, 1e6))) / 1e6,
                MemoryBytes = Sum(instant.Select(sample => Rounded(sample.MemoryBytes, 1))),
                CpuLimitCores = instant.All(sample => sample.CpuLimitCores is not null) ? Sum(instant.Select(sample => Rounded(sample.CpuLimitCores, 1e6))) / 1e6 : null,
                MemoryLimitBytes = instant.All(sample => sample.MemoryLimitBytes is not null) ? Sum(instant.Select(sample => Rounded(sample.MemoryLimitBytes, 1))) : null,
                ThrottledRatio = instant.Max(sample => sample.ThrottledRatio),
                OomKills = instant.Sum(sample => sample.OomKills),
            })).ToList();
        return [.. single.Concat(tasks).GroupBy(sample => sample.Key).OrderBy(group => group.Key, UsageKey.ByName).Select(group => Sketch(group.Key, [.. group]))];
    }

    public static string Csv(IEnumerable<UsageSample> samples)
    {
        var text = new StringBuilder("timestamp,workload,container,instance,cpu_cores,memory_bytes,cpu_limit_cores,memory_limit_bytes,throttled_ratio,oom_kills\n");
        foreach (var one in samples)
            text.Append(CultureInfo.InvariantCulture, $"{one.Timestamp:yyyy-MM-ddTHH:mm:ssZ},{one.Key.Workload},{one.Key.Container},{one.Instance},{one.CpuCores:R},{one.MemoryBytes:R},{one.CpuLimitCores:R},{one.MemoryLimitBytes:R},{one.ThrottledRatio:R},{one.OomKills}\n");
        return text.ToString();
    }

    /// <summary>Two sketches in one text, for a comparison that shows where they differ.</summary>
    public static string Text(IEnumerable<UsageSketch> sketches)
    {
        var text = new StringBuilder();
        foreach (var sketch in sketches)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{sketch.Key} {sketch.First:u} {sketch.Last:u} {sketch.WindowDays} {sketch.GapHours}");
            foreach (var day in sketch.Days) text.AppendLine(CultureInfo.InvariantCulture, $"  {day with { Cpu = new UsageHistogram() }} {string.Join(" ", day.Cpu.Buckets)}");
            for (var hour = 0; hour < 168; hour++)
                if (sketch.Week[hour] != default) text.AppendLine(CultureInfo.InvariantCulture, $"  {hour}: {sketch.Week[hour]}");
        }

        return text.ToString();
    }

    private static double? Rounded(double? value, double scale) => value is { } known ? Math.Floor((known * scale) + 0.5) : null;

    private static double? Sum(IEnumerable<double?> values) => values.Where(value => value is not null).ToList() is { Count: > 0 } known ? known.Sum() : null;

    private static UsageSketch Sketch(UsageKey key, List<UsageSample> samples)
    {
        var week = new HourOfWeek[168];
        foreach (var hour in samples.GroupBy(sample => HourOfWeek.IndexOf(sample.Timestamp)))
        {
            var micros = hour.Where(sample => sample.CpuCores is not null).Sum(sample => (long)Math.Floor((sample.CpuCores!.Value * 1_000_000) + 0.5));
            week[hour.Key] = new HourOfWeek(hour.Count(sample => sample.CpuCores is not null), micros / 1e6, hour.Max(sample => sample.CpuCores), hour.Max(sample => sample.MemoryBytes));
        }

        return new UsageSketch
        {
            Key = key,
            Days = [.. samples.GroupBy(sample => DateOnly.FromDateTime(sample.Timestamp.UtcDateTime)).OrderBy(day => day.Key).Select(Day)],
            Week = week,
            First = samples.Min(sample => sample.Timestamp),
            Last = samples.Max(sample => sample.Timestamp),
        };
    }

    private static UsageDay Day(IGrouping<DateOnly, UsageSample> day)
    {
        var cpu = new UsageHistogram();
        foreach (var sample in day)
            if (sample.CpuCores is { } cores) cpu.Add(cores);
        return new UsageDay
        {
            Day = day.Key,
            Samples = day.Count(),
            Cpu = cpu,
            CpuMaxCores = day.Max(sample => sample.CpuCores),
            MemorySamples = day.Count(sample => sample.MemoryBytes is not null),
            MemoryMaxBytes = day.Max(sample => sample.MemoryBytes),
            CpuLimitCores = day.Max(sample => sample.CpuLimitCores),
            MemoryLimitBytes = day.Max(sample => sample.MemoryLimitBytes),
            CpuSaturated = day.Count(sample => sample.CpuCores >= 0.98 * sample.CpuLimitCores),
            MemorySaturated = day.Count(sample => sample.MemoryBytes >= 0.98 * sample.MemoryLimitBytes),
            Throttled = day.Count(sample => sample.ThrottledRatio > 0.01),
            OomKills = day.Sum(sample => sample.OomKills ?? 0),
            HoursSeen = day.Select(sample => sample.Timestamp.UtcDateTime.Hour).Distinct().Count(),
            Instances = day.GroupBy(sample => sample.Timestamp.UtcDateTime.Hour).Max(hour => hour.Select(sample => sample.Instance).Distinct().Count()),
        };
    }
}
