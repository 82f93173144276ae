using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Sources.Yaml;

namespace CostTool.Sources.Workspaces;

/// <summary>Reads <c>sizing:</c> of a policy.</summary>
internal static class SizingReader
{
    private const decimal MostDollars = 1_000_000m;

    /// <summary>The keys that the file states over the built-in ones.</summary>
    public static SizingPolicy Read(StrictMap top, SizingPolicy builtIn)
    {
        var map = top.Map("sizing", "horizon_days", "cpu_time_above_size", "cpu_breach_target", "memory_breach_target", "most_of_target", "tolerate_times", "minimum_days", "minimum_samples",
            "saturated_share", "throttled_share", "oom_bump", "saturation_bump", "least_saving_share", "least_saving_usd",
            "cpu_step_millicores", "memory_step_mib", "least_cpu_millicores", "least_memory_mib");
        if (map is null) return builtIn;
        return new SizingPolicy
        {
            HorizonDays = map.Count("horizon_days", 1, 90) ?? builtIn.HorizonDays,
            CpuTimeAboveSize = Share(map, "cpu_time_above_size", builtIn.CpuTimeAboveSize),
            CpuBreachTarget = Share(map, "cpu_breach_target", builtIn.CpuBreachTarget),
            MemoryBreachTarget = Share(map, "memory_breach_target", builtIn.MemoryBreachTarget),
            MostOfTarget = (double?)map.Number("most_of_target", 1, 100) ?? builtIn.MostOfTarget,
            TolerateTimes = (double?)map.Number("tolerate_times", 1, 10) ?? builtIn.TolerateTimes,
            MinimumDays = map.Count("minimum_days", 1, 365) ?? builtIn.MinimumDays,
            MinimumSamples = map.Count("minimum_samples", 1, 1_000_000) ?? builtIn.MinimumSamples,
            SaturatedShare = Share(map, "saturated_share", builtIn.SaturatedShare),
            ThrottledShare = Share(map, "throttled_share", builtIn.ThrottledShare),
            OomBump = (double?)map.Number("oom_bump", 1, 4) ?? builtIn.OomBump,
            SaturationBump = (double?)map.Number("saturation_bump", 1, 4) ?? builtIn.SaturationBump,
            LeastSavingShare = Share(map, "least_saving_share", builtIn.LeastSavingShare),
            LeastSaving = map.Number("least_saving_usd", 0, MostDollars) is { } dollars ? new Usd(dollars) : builtIn.LeastSaving,
            CpuStep = map.Count("cpu_step_millicores", 1, 1000) is { } millicores ? VCpu.FromMillicores(millicores) : builtIn.CpuStep,
            MemoryStep = map.Count("memory_step_mib", 1, 1024) is { } mebibytes ? MemorySize.FromMebibytes(mebibytes) : builtIn.MemoryStep,
            LeastCpu = map.Count("least_cpu_millicores", 1, 16_000) is { } leastCpu ? VCpu.FromMillicores(leastCpu) : builtIn.LeastCpu,
            LeastMemory = map.Count("least_memory_mib", 1, 122_880) is { } leastMemory ? MemorySize.FromMebibytes(leastMemory) : builtIn.LeastMemory,
        };
    }

    // A chance or share of nothing cannot be met from finite evidence, so it is refused with the rest.
    private static double Share(StrictMap map, string key, double builtIn) => (double?)map.Number(key, 0.0001m, 0.5m) ?? builtIn;
}
