using System.Security.Cryptography;
using System.Text;
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
        written = [.. sketches.OrderBy(sketch => sketch.Key, UsageKey.ByName).Select(sketch => (sketch, UsageSketchCodec.Write(sketch)))];
        if (written.Any(pair => pair.Sketch.Days is not [var only] || only.Day != day)) throw new ArgumentException($"a sketch is not of {day:O} alone", nameof(sketches));
        // The sketch of a whole task says the samples of its containers once more.
        var parted = written.Where(pair => !pair.Sketch.Key.IsWholeTask).Select(pair => pair.Sketch.Key.Workload).ToHashSet(StringComparer.Ordinal);
        var own = written.Where(pair => !pair.Sketch.Key.IsWholeTask || !parted.Contains(pair.Sketch.Key.Workload)).Select(pair => pair.Sketch).ToList();
        Usage = own.Count == 0 ? DayUsage.Nothing(day) : new DayUsage(day, own.Sum(sketch => sketch.Samples), own.Count, own.Max(sketch => sketch.Days[0].HoursSeen), Fingerprint());
    }

    /// <summary>What they add up to.</summary>
    public DayUsage Usage { get; }

    /// <summary>The sketches, by key.</summary>
    public IEnumerable<UsageSketch> Sketches => written.Select(pair => pair.Sketch);

    internal IEnumerable<(UsageSketch Sketch, byte[] Bytes)> Written() => written;

    internal static UsageSketch Read(byte[] bytes) => UsageSketchCodec.Read(bytes);

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
}
