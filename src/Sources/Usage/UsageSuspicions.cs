using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;

namespace CostTool.Sources.Usage;

/// <summary>Refuses readings that cannot be of the unit that their column says: a unit is never guessed.</summary>
/// <remarks>
/// Refused are
/// <list type="bullet">
/// <item>memory of which no reading reaches 1 MiB: a running process holds more, so the numbers are MiB or a part of a limit;</item>
/// <item>memory more than 1,000 times its limit: one of the two is of another unit;</item>
/// <item>more than 2,048 cores in one container: the largest machine on sale has fewer, so the numbers are millicores, nanoseconds or a counter;</item>
/// <item>a processor whose median exceeds ten times its limit: percent or millicores;</item>
/// <item>a processor reading that only climbs (<see cref="SketchBuilder.IsCounter"/>): the counter itself, not its rate;</item>
/// <item>kills for memory in more than half of a day's samples, with ten samples at least: a counter, not its growth.</item>
/// </list>
/// </remarks>
internal static class UsageSuspicions
{
    private const double Mebibyte = 1 << 20;
    private const double LargestMachineCores = 2048;

    /// <exception cref="ProblemException">Some column is of another unit, or a counter.</exception>
    public static void Require(IReadOnlyList<SketchBuilder> builders, string shown)
    {
        var sketches = builders.Select(builder => builder.Build()).ToList();
        var most = sketches.SelectMany(sketch => sketch.Days).Max(day => day.MemoryMaxBytes);
        if (most is > 0 and < Mebibyte)
            throw Refused($"no reading of `memory_bytes` exceeds {Number(most.Value)} bytes: the column looks like MiB or a ratio", shown, "write the working set in bytes");
        foreach (var (builder, sketch) in builders.Zip(sketches))
        {
            if (Reason(builder, sketch) is var (what, fix)) throw Refused($"`{Short(sketch.Key.ToString())}`: {what}", shown, fix);
        }
    }

    private static (string What, string Fix)? Reason(SketchBuilder builder, UsageSketch sketch)
    {
        var climbs = builder.IsCounter;
        foreach (var day in sketch.Days)
        {
            if (day is { MemoryMaxBytes: { } memory, MemoryLimitBytes: { } memoryLimit } && memory > 1000 * memoryLimit)
                return ($"`memory_bytes` of {Number(memory)} is over 1,000 times the `memory_limit_bytes` of {Number(memoryLimit)}: they are of different units", "write both in bytes");
            if (!climbs && day.CpuMaxCores is { } most and > LargestMachineCores)
                return ($"`cpu_cores` of {Number(most)} exceeds every machine: the column looks like millicores or nanocores", "write cores: 250 millicores are 0.25");
            if (day.Samples >= 10 && day.OomKills > day.Samples / 2)
                return ($"`oom_kills` adds up to {Number(day.OomKills)} in {Number(day.Samples)} samples: the column looks like a counter", "write the kills since the sample before");
        }

        if (climbs)
            return ("`cpu_cores` only climbs: the column looks like the cumulative counter", "write its rate: seconds of processor time for each second");
        var limit = sketch.Days.Max(day => day.CpuLimitCores);
        if (limit is { } cores && sketch.Cpu().Quantile(0.5) > 10 * cores)
            return ($"half of `cpu_cores` exceeds ten times the limit of {Number(cores)} cores: the column looks like percent or millicores", "write cores: 250 millicores are 0.25");
        return null;
    }

    private static ProblemException Refused(string what, string shown, string fix) => new(new Problem(what, shown, fix));

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Short(string name) => name.Length > 120 ? name[..120] + "…" : name;
}
