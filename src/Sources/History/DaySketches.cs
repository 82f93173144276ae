using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Usage;

namespace CostTool.Sources.History;

/// <summary>The sketches of one day and what they add up to.</summary>
public sealed record DaySketches
{
    private readonly IReadOnlyList<(UsageSketch Sketch, byte[] Bytes)> written;

    /// <summary>Takes the sketches of a day, one for each container, each of that day alone.</summary>
    public DaySketches(DateOnly day, IEnumerable<UsageSketch> sketches)
    {
        ArgumentNullException.ThrowIfNull(sketches);
        written = [.. sketches.OrderBy(sketch => sketch.Key, UsageKey.ByName).Select(sketch => (sketch, Write(sketch)))];
        if (written.Any(pair => pair.Sketch.Days is not [var only] || only.Day != day)) throw new ArgumentException($"a sketch is not of {day:O} alone", nameof(sketches));
        Usage = written.Count == 0 ? DayUsage.Nothing(day)
            : new DayUsage(day, written.Sum(pair => pair.Sketch.Samples), written.Count, written.Max(pair => pair.Sketch.Days[0].HoursSeen), Fingerprint());
    }

    /// <summary>What they add up to.</summary>
    public DayUsage Usage { get; }

    /// <summary>The sketches, by key.</summary>
    public IEnumerable<UsageSketch> Sketches => written.Select(pair => pair.Sketch);

    internal IEnumerable<(UsageSketch Sketch, byte[] Bytes)> Written() => written;

    internal static UsageSketch Read(byte[] bytes) => JsonSerializer.Deserialize<SketchFile>(bytes)!.ToSketch();

    private static byte[] Write(UsageSketch sketch) => JsonSerializer.SerializeToUtf8Bytes(SketchFile.Of(sketch));

    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (sketch, bytes) in written)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{sketch.Key.Workload}\n{sketch.Key.Container}\n{bytes.Length}\n"));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record SketchFile(string Workload, string Container, DateTimeOffset First, DateTimeOffset Last, List<DayFile> Days, List<HourOfWeek> Week)
    {
        public static SketchFile Of(UsageSketch sketch) => new(sketch.Key.Workload, sketch.Key.Container, sketch.First, sketch.Last, [.. sketch.Days.Select(DayFile.Of)], [.. sketch.Week]);

        public UsageSketch ToSketch() => new() { Key = new UsageKey(Workload, Container), First = First, Last = Last, Days = [.. Days.Select(day => day.ToDay())], Week = Week };
    }

    private sealed record DayFile(DateOnly Day, long Samples, Dictionary<int, long> Cpu, double? CpuMax, long MemorySamples, double? MemoryMax, double? CpuLimit, double? MemoryLimit,
        long CpuSaturated, long MemorySaturated, long Throttled, long OomKills, int Hours, int Instances)
    {
        public static DayFile Of(UsageDay day) => new(day.Day, day.Samples, day.Cpu.Buckets.ToDictionary(), day.CpuMaxCores, day.MemorySamples, day.MemoryMaxBytes, day.CpuLimitCores,
            day.MemoryLimitBytes, day.CpuSaturated, day.MemorySaturated, day.Throttled, day.OomKills, day.HoursSeen, day.Instances);

        public UsageDay ToDay()
        {
            var cpu = new UsageHistogram();
            foreach (var (bucket, times) in Cpu) cpu.AddBucket(bucket, times);
            return new UsageDay
            {
                Day = Day, Samples = Samples, Cpu = cpu, CpuMaxCores = CpuMax, MemorySamples = MemorySamples, MemoryMaxBytes = MemoryMax, CpuLimitCores = CpuLimit, MemoryLimitBytes = MemoryLimit,
                CpuSaturated = CpuSaturated, MemorySaturated = MemorySaturated, Throttled = Throttled, OomKills = OomKills, HoursSeen = Hours, Instances = Instances,
            };
        }
    }
}
