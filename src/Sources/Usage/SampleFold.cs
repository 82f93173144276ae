using System.Text;
using CostTool.Analyzer.Usage;
using CostTool.Sources.Sql;

namespace CostTool.Sources.Usage;

/// <summary>The answer to <see cref="UsageSql.Sketches"/> without a grouping by sample: rows are folded as the embedded engine reads them.</summary>
/// <remarks>
/// That no row repeats another is proven on the way, without keeping the rows: of each instance the samples that came in order form runs, disjoint in time. A sample
/// between two runs or at the end of one is new; one that falls into a run that is already there may be a repetition, and then the fold gives up (<see cref="Run"/> answers
/// false) and the text is asked, which groups all samples. So memory holds the sketches and a few numbers for each instance, however many samples there are.
/// </remarks>
internal sealed class SampleFold(UsageTable table, DateTimeOffset? asOf, SeriesShare? share = null)
{
    private static readonly string[] Numbers = ["cpu_cores", "memory_bytes", "cpu_limit_cores", "memory_limit_bytes", "throttled_ratio", "oom_kills"];

    private readonly Dictionary<(string Workload, string Container, string Instance), FoldedInstance> _instances = [];
    private FoldedInstance? _before;
    private readonly Dictionary<UsageKey, FoldedContainer> _containers = [];
    private readonly long _present = asOf?.ToUnixTimeSeconds() ?? long.MaxValue;
    private readonly SortedDictionary<string, long> _leftOut = new(StringComparer.Ordinal);
    private readonly int[] _columns = [.. Numbers.Select((name, index) => table.Has(name) ? (share is null ? 4 : 2) + Numbers.Take(index).Count(table.Has) : -1)];
    private readonly Dictionary<ulong, FoldedInstance?> _numbered = [];
    private long _rows;
    private long _kept;

    /// <summary>The columns that <see cref="Run"/> reads.</summary>
    private string Text
    {
        get
        {
            var rest = $"{UsageSql.Seconds(table)}{string.Concat(Numbers.Where(table.Has).Select(name => $", {name}"))} FROM {table.Sql}";
            return share is null
                ? $"SELECT workload, {(table.Has("container") ? "container" : "''")}, {(table.Has("instance") ? "instance" : "workload")}, {rest}"
                : $"SELECT {SeriesNames.Number(table)}, {rest} WHERE {share.Condition(table)}";
        }
    }

    /// <summary>Sketches under construction, by name.</summary>
    public IReadOnlyList<SketchBuilder> Builders
    {
        get
        {
            foreach (var instance in _instances.Values) instance.EndHour();
            return [.. _containers.OrderBy(pair => pair.Key, UsageKey.ByName).Select(pair => pair.Value.Builder())];
        }
    }

    /// <summary>Counts, without notes.</summary>
    public UsageIntake Intake => new() { Rows = _rows, Kept = _kept, LeftOut = _leftOut, Notes = [] };

    /// <summary>Folds all rows; false where some may be repetitions.</summary>
    public bool Run(UsageFiles files, CancellationToken cancellationToken)
    {
        using var chunks = files.OpenChunks(Text, share is not null, cancellationToken);
        while (chunks.Read())
            if (!Fold(chunks)) return false;
        return true;
    }

    private bool Fold(DuckDbChunks chunks)
    {
        // With numbered series the first column is the number, and the names are known beforehand.
        var workloads = chunks.Column(0);
        var (containers, instances) = share is null ? (chunks.Column(1), chunks.Column(2)) : default;
        var seconds = chunks.Column(share is null ? 3 : 1);
        Span<Reading> readings = stackalloc Reading[Numbers.Length];
        for (var index = 0; index < readings.Length; index++) readings[index] = _columns[index] < 0 ? default : new Reading(chunks.Column(_columns[index]));
        var (cpus, memories, cpuLimits, memoryLimits, throttles, kills) = (readings[0], readings[1], readings[2], readings[3], readings[4], readings[5]);
        FoldedInstance? current = null;
        var (workload, container, instance) = (default(UInt128), default(UInt128), default(UInt128));
        var number = 0UL;
        var rows = chunks.Rows;
        _rows += rows;
        for (var row = 0; row < rows; row++)
        {
            var cpu = cpus.Of(row, out var hasCpu);
            var memory = memories.Of(row, out var hasMemory);
            if (share is not null && (row == 0 || workloads.Unsigned(row) != number))
            {
                number = workloads.Unsigned(row);
                current = Numbered(number);
            }

            var isNamed = share is null ? !workloads.IsNull(row) && !workloads.Text(row).IsEmpty : current is not null;
            if (Reason(isNamed, seconds, row, hasCpu, cpu, hasMemory, memory) is { } reason)
            {
                _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + 1;
                continue;
            }

            if (share is null && (current is null || workloads.Handle(row) != workload || containers.Handle(row) != container || instances.Handle(row) != instance))
            {
                _before = current = Expected(workloads, containers, instances, row) ?? Instance(workloads, containers, instances, row);
                (workload, container, instance) = (workloads.Handle(row), containers.Handle(row), instances.Handle(row));
            }

            var second = seconds.Whole(row);
            if (!current!.Begin(second)) return false;
            ref var hour = ref current.Hour;
            hour.Samples++;
            var cpuLimit = cpuLimits.Of(row, out var hasCpuLimit);
            var memoryLimit = memoryLimits.Of(row, out var hasMemoryLimit);
            if (hasCpuLimit && cpuLimit > 0 && cpuLimit <= MostCores)
            {
                hour.CpuLimit = Math.Max(hour.CpuLimit, cpuLimit);
                if (hasCpu && cpu >= 0.98 * cpuLimit) hour.CpuSaturated++;
            }

            if (hasMemoryLimit && memoryLimit > 0 && memoryLimit <= MostBytes)
            {
                hour.MemoryLimit = Math.Max(hour.MemoryLimit, memoryLimit);
                if (hasMemory && memory >= 0.98 * memoryLimit) hour.MemorySaturated++;
            }

            if (hasCpu) current.AddCpu(second, cpu);
            if (hasMemory)
            {
                hour.MemorySamples++;
                hour.MemoryMax = Math.Max(hour.MemoryMax, memory);
            }

            if (throttles.Of(row, out var hasThrottle) is > 0.01 and <= 1e6 && hasThrottle) hour.Throttled++;
            if (kills.Of(row, out var hasKills) is > 0 and <= 1e9 and var killed && hasKills) hour.Kills += (long)Math.Round(killed, MidpointRounding.ToEven);
        }

        _kept = _rows - _leftOut.Values.Sum();
        return true;
    }

    private const double MostCores = 1e6;
    private const double MostBytes = 1e15;

    // In the order of UsageSql.Reason.
    private string? Reason(bool isNamed, in DuckDbColumn seconds, int row, bool hasCpu, double cpu, bool hasMemory, double memory)
    {
        if (!isNamed) return "no workload";
        if (seconds.IsNull(row)) return "no timestamp";
        if (seconds.Whole(row) > _present) return "timestamp after the present";
        if (!hasCpu && !hasMemory) return "no reading";
        if (hasCpu && cpu < 0) return "negative cpu_cores";
        if (hasCpu && !(cpu <= MostCores)) return "cpu_cores not a number up to 1e6";
        if (hasMemory && memory < 0) return "negative memory_bytes";
        return hasMemory && !(memory <= MostBytes) ? "memory_bytes not a number up to 1e15" : null;
    }

    // Files are in the order of instances or of instants: the row is of the same instance as the one before it, or of the one that came after that the last time.
    private FoldedInstance? Expected(in DuckDbColumn workloads, in DuckDbColumn containers, in DuckDbColumn instances, int row)
    {
        if (_before is not { } before || containers.IsNull(row) || instances.IsNull(row)) return null;
        var workload = workloads.Text(row);
        var container = containers.Text(row);
        var instance = instances.Text(row);
        return before.IsNamed(workload, container, instance) ? before : before.Follower is { } next && next.IsNamed(workload, container, instance) ? next : null;
    }

    // The instance of a number; null where its rows name no workload.
    private FoldedInstance? Numbered(ulong number)
    {
        if (_before?.Follower is { } follower && follower.Number == number) return _before = follower;
        if (!_numbered.TryGetValue(number, out var found))
        {
            if (share!.Names.Of(number) is { Workload.Length: > 0 } names)
            {
                found = Instance(names.Workload, names.Container, names.Instance);
                found.Number = number;
            }

            _numbered.Add(number, found);
        }

        if (found is null) return null;
        _before?.Follower = found;
        return _before = found;
    }

    private FoldedInstance Instance(in DuckDbColumn workloads, in DuckDbColumn containers, in DuckDbColumn instances, int row)
    {
        var workload = Encoding.UTF8.GetString(workloads.Text(row));
        var container = containers.IsNull(row) ? "" : Encoding.UTF8.GetString(containers.Text(row));
        var found = Instance(workload, container, instances.IsNull(row) ? workload : Encoding.UTF8.GetString(instances.Text(row)));
        _before?.Follower = found;
        return found;
    }

    private FoldedInstance Instance(string workload, string container, string instance)
    {
        if (!_instances.TryGetValue((workload, container, instance), out var found))
        {
            var key = new UsageKey(workload, container);
            if (!_containers.TryGetValue(key, out var owner)) _containers.Add(key, owner = new FoldedContainer(key));
            found = new FoldedInstance(owner, instance);
            _instances.Add((workload, container, instance), found);
        }

        return found;
    }

    /// <summary>A column of numbers, or none.</summary>
    private readonly struct Reading(DuckDbColumn column)
    {
        private readonly DuckDbColumn _column = column;
        private readonly bool _isThere = true;

        public double Of(int row, out bool isThere)
        {
            isThere = _isThere && !_column.IsNull(row);
            return isThere ? _column.Number(row) : 0;
        }
    }
}
