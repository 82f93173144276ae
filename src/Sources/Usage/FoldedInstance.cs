using System.Text;
using CostTool.Analyzer.Usage;

namespace CostTool.Sources.Usage;

/// <summary>What the rows of an instance say of the hour that is being read.</summary>
internal struct FoldedHour
{
    public long Start;
    public long Samples;
    public long FirstSecond;
    public long LastSecond;
    public long CpuSamples;
    public long CpuMicros;
    public double CpuMax;
    public double CpuMin;
    public long CpuFirstSecond;
    public long CpuLastSecond;
    public double CpuAtFirst;
    public double CpuAtLast;
    public long MemorySamples;
    public double MemoryMax;
    public double CpuLimit;
    public double MemoryLimit;
    public long CpuSaturated;
    public long MemorySaturated;
    public long Throttled;
    public long Kills;
}

/// <summary>The samples of one pod or task while rows are folded.</summary>
internal sealed class FoldedInstance(FoldedContainer owner, string name)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);

    private const long HourSeconds = 3600;
    private const long DaySeconds = 86_400;

    // Within a run. Longer than the step of most exports, shorter than what a part of a file holds of an instance.
    private const long LongestStep = 2 * HourSeconds;

    // Before every instant that is read.
    private const long NoHour = -HourSeconds;

    // Disjoint spans of samples that came in order, by time.
    private readonly List<(long First, long Last)> _runs = [];
    private readonly Dictionary<long, uint> _hoursOfDay = [];
    private int _run = -1;
    private long _runLast;
    private long _nextFirst;
    private UsageHistogram _cpu = new();

    /// <summary>The hour that is being read.</summary>
    public FoldedHour Hour = new() { Start = NoHour };

    /// <summary>The instance whose row came after one of this the last time.</summary>
    public FoldedInstance? Follower { get; set; }

    /// <summary>Number of the series, where they are numbered.</summary>
    public ulong Number { get; set; }

    /// <summary>Whether this is the instance of these names.</summary>
    public bool IsNamed(ReadOnlySpan<byte> workload, ReadOnlySpan<byte> container, ReadOnlySpan<byte> instance) =>
        instance.SequenceEqual(_name) && owner.IsNamed(workload, container);

    /// <summary>Takes the instant of a sample; false where it may be one that was there before.</summary>
    public bool Begin(long second)
    {
        if (_run >= 0 && second > _runLast && second < _nextFirst && second - _runLast <= LongestStep) _runLast = second;
        else if (!FindRun(second)) return false;
        if (second - Hour.Start is < 0 or >= HourSeconds) BeginHour(second);
        if (second < Hour.FirstSecond) Hour.FirstSecond = second;
        if (second > Hour.LastSecond) Hour.LastSecond = second;
        return true;
    }

    /// <summary>Takes a reading of the processor.</summary>
    public void AddCpu(long second, double cores)
    {
        ref var hour = ref Hour;
        hour.CpuSamples++;
        hour.CpuMicros += (long)Math.Floor((cores * 1_000_000) + 0.5);
        if (cores > hour.CpuMax) hour.CpuMax = cores;
        if (cores < hour.CpuMin) hour.CpuMin = cores;
        if (second < hour.CpuFirstSecond) (hour.CpuFirstSecond, hour.CpuAtFirst) = (second, cores);
        if (second > hour.CpuLastSecond) (hour.CpuLastSecond, hour.CpuAtLast) = (second, cores);
        _cpu.AddBucket(UsageHistogram.BucketOf(cores), 1);
    }

    /// <summary>Adds the hour to its container.</summary>
    public void EndHour()
    {
        if (Hour.Samples == 0) return;
        var bit = 1U << (int)(Hour.Start % DaySeconds / HourSeconds);
        var day = Hour.Start - (Hour.Start % DaySeconds);
        var seen = _hoursOfDay.GetValueOrDefault(day);
        if ((seen & bit) == 0) _hoursOfDay[day] = seen | bit;
        owner.Add(Hour, isNewHour: (seen & bit) == 0);
        Hour = new FoldedHour { Start = NoHour };
    }

    private void BeginHour(long second)
    {
        EndHour();
        Hour = new FoldedHour
        {
            Start = second - (second % HourSeconds), FirstSecond = long.MaxValue, LastSecond = long.MinValue, CpuFirstSecond = long.MaxValue, CpuLastSecond = long.MinValue,
            CpuMin = double.MaxValue, CpuMax = -1, MemoryMax = -1,
        };
        _cpu = owner.HistogramOf(Hour.Start - (Hour.Start % DaySeconds));
    }

    private bool FindRun(long second)
    {
        if (_run >= 0) _runs[_run] = (_runs[_run].First, _runLast);
        // The last run that begins at or before the sample.
        var (low, high) = (0, _runs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_runs[middle].First <= second) low = middle + 1;
            else high = middle;
        }

        _run = low - 1;
        if (_run >= 0 && second <= _runs[_run].Last) return false;
        // A short while after the last of a run a sample goes on with it; the engine's threads read parts of a file side by side, and what is far away may be of another part.
        if (_run >= 0 && second - _runs[_run].Last <= LongestStep) _runs[_run] = (_runs[_run].First, second);
        else _runs.Insert(++_run, (second, second));
        _runLast = second;
        _nextFirst = _run + 1 < _runs.Count ? _runs[_run + 1].First : long.MaxValue;
        return true;
    }
}
