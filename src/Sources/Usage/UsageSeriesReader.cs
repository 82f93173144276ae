using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using DuckDB.NET.Data;

namespace CostTool.Sources.Usage;

/// <summary>Streams the samples of one container after the other, for a backtest. The engine sorts, and spills what does not fit its memory.</summary>
/// <remarks>Keys come in the order of <see cref="UsageKey.ByName"/>; of several samples of an instance in one second the largest reading counts.</remarks>
public sealed class UsageSeriesReader(UsageFiles files, UsageReadOptions options)
{
    private long _duplicates;
    private long _kept;

    /// <summary>Reads all series; each is complete when it is handed out.</summary>
    /// <exception cref="ProblemException">The data cannot be read.</exception>
    public IEnumerable<UsageSeries> Read(CancellationToken cancellationToken)
    {
        (_duplicates, _kept) = (0, 0);
        using var rows = files.Open(UsageSql.Series(files.Table, options.AsOf), cancellationToken);
        UsageKey? key = null;
        var instances = new List<InstanceSeries>();
        var building = new Building("");
        while (rows.Read())
        {
            var row = rows.Current;
            var next = new UsageKey(row.GetString(0), row.GetString(1));
            var instance = row.IsDBNull(2) ? next.Workload : row.GetString(2);
            if (key is { } ended && ended != next)
            {
                instances.Add(building.Build());
                yield return new UsageSeries { Key = ended, Instances = instances };
                (instances, building) = ([], new Building(instance));
            }
            else if (key is null)
            {
                building = new Building(instance);
            }
            else if (building.Instance != instance)
            {
                instances.Add(building.Build());
                building = new Building(instance);
            }

            key = next;
            if (building.Add(row)) _kept++;
            else _duplicates++;
        }

        if (key is not { } last) yield break;
        instances.Add(building.Build());
        yield return new UsageSeries { Key = last, Instances = instances };
    }

    /// <summary>What became of the rows; ask after all series were read.</summary>
    public UsageIntake Intake(CancellationToken cancellationToken)
    {
        var (total, leftOut) = (0L, new SortedDictionary<string, long>(StringComparer.Ordinal));
        files.Query(UsageSql.Reasons(files.Table, options.AsOf), row =>
        {
            var count = row.Whole(1) ?? 0;
            total += count;
            if (row.Text(0) is { } reason) leftOut[reason] = count;
        }, cancellationToken);
        if (_duplicates > 0) leftOut["duplicate"] = _duplicates;
        return new UsageIntake { Rows = total, Kept = _kept, LeftOut = leftOut, Notes = [] };
    }

    private sealed class Building(string instance)
    {
        private readonly List<long> _seconds = [];
        private readonly List<double>[] _readings = [[], [], [], []];

        public string Instance => instance;

        /// <summary>Adds a sample; false where it repeats the second of the one before.</summary>
        public bool Add(DuckDBDataReader row)
        {
            var second = row.GetInt64(3);
            var isNew = _seconds.Count == 0 || _seconds[^1] != second;
            if (isNew) _seconds.Add(second);
            for (var index = 0; index < _readings.Length; index++)
            {
                var reading = row.IsDBNull(4 + index) ? double.NaN : row.GetDouble(4 + index);
                var column = _readings[index];
                if (isNew) column.Add(reading);
                else if (!(column[^1] >= reading) && !double.IsNaN(reading)) column[^1] = reading;
            }

            return isNew;
        }

        public InstanceSeries Build() => new(instance, [.. _seconds], [.. _readings[0]], [.. _readings[1]], [.. _readings[2]], [.. _readings[3]]);
    }
}
