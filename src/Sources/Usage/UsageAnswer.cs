using CostTool.Analyzer.Usage;
using CostTool.Sources.Sql;

namespace CostTool.Sources.Usage;

/// <summary>Builds sketches from the rows that <see cref="UsageSql.Sketches"/> answers with; the rows come in any order.</summary>
internal sealed class UsageAnswer
{
    private readonly Dictionary<UsageKey, SketchBuilder> _builders = [];
    private readonly SortedDictionary<string, long> _leftOut = new(StringComparer.Ordinal);
    private UsageKey _last;
    private SketchBuilder? _lastBuilder;
    private long _rows;
    private long _kept;

    /// <summary>Sketches under construction, by name.</summary>
    public IReadOnlyList<SketchBuilder> Builders => [.. _builders.OrderBy(pair => pair.Key, UsageKey.ByName).Select(pair => pair.Value)];

    /// <summary>Counts so far, without notes.</summary>
    public UsageIntake Intake => new() { Rows = _rows, Kept = _kept, LeftOut = _leftOut, Notes = [] };

    /// <summary>Takes one row of the answer.</summary>
    public void Add(ISqlRow row)
    {
        var rows = row.Whole(6) ?? 0;
        if (row.Text(0) is { } reason)
        {
            _rows += rows;
            _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + rows;
            return;
        }

        if (row.Text(1) is not { } workload) return;
        var builder = Builder(new UsageKey(workload, row.Text(2) ?? ""));
        if (row.Whole(4) is { } bucket)
        {
            builder.AddBucket(Day(row), (int)bucket, row.Whole(8) ?? 0);
        }
        else if (row.Whole(5) is { } weekSecond)
        {
            var samples = row.Whole(8) ?? 0;
            builder.AddHour((int)(weekSecond / 3600), new HourOfWeek(samples, (row.Whole(9) ?? 0) / 1e6, row.Number(10), row.Number(12)));
        }
        else
        {
            var samples = row.Whole(7) ?? 0;
            _rows += rows;
            _kept += samples;
            if (rows > samples) _leftOut["duplicate"] = _leftOut.GetValueOrDefault("duplicate") + rows - samples;
            builder.AddDay(new UsageDay
            {
                Day = Day(row),
                Samples = samples,
                Cpu = new UsageHistogram(),
                CpuMaxCores = row.Number(10),
                MemorySamples = row.Whole(11) ?? 0,
                MemoryMaxBytes = row.Number(12),
                CpuLimitCores = row.Number(13),
                MemoryLimitBytes = row.Number(14),
                CpuSaturated = row.Whole(15) ?? 0,
                MemorySaturated = row.Whole(16) ?? 0,
                Throttled = row.Whole(17) ?? 0,
                OomKills = row.Whole(18) ?? 0,
                HoursSeen = (int)(row.Whole(19) ?? 0),
                Instances = (int)(row.Whole(20) ?? 0),
            }, row.Whole(21) ?? 0, row.Whole(22) ?? 0);
            builder.Climbs(row.Whole(23) ?? 0, row.Whole(24) ?? 0, (row.Whole(25) ?? 0) / 1e6, row.Number(26));
        }
    }

    private static DateOnly Day(ISqlRow row) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(row.Whole(3) ?? 0).UtcDateTime);

    private SketchBuilder Builder(UsageKey key)
    {
        if (_lastBuilder is not null && _last == key) return _lastBuilder;
        if (!_builders.TryGetValue(key, out var builder)) _builders.Add(key, builder = new SketchBuilder(key));
        (_last, _lastBuilder) = (key, builder);
        return builder;
    }
}
