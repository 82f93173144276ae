using CostTool.Analyzer.Rightsizing;
using CostTool.Reports.Text;

namespace CostTool.Reports.Tables;

/// <summary>The CSV of sizes.</summary>
internal static class RightsizingTable
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "rightsizing.csv";

    /// <summary><c>rightsizing.csv</c>, sorted by workload; of each the whole first, then its containers.</summary>
    public static ReportTable Of(RightsizingResult sizes) => new ReportTable<RightsizingRow>(
        FileName, "one workload as a whole (empty container), or one of its containers", new ColumnsOf<RightsizingRow>()
            .Text("workload_id", "namespace/kind/name, or cluster/service.", row => row.Size.Key.Workload)
            .Text("container", "Container; empty where the row is the whole pod or task.", row => row.Size.Key.IsWholeTask ? null : row.Size.Key.Container)
            .Count("replicas", "instances", "Instances that the size is for.", row => row.Size.Replicas)
            .Number("current_vcpu", "vCPU", "Size of an instance today; empty where it is not known.", row => row.Size.CurrentCpu?.Cores)
            .Number("current_memory_mib", "MiB", "Size of an instance today; empty where it is not known.", row => row.Size.CurrentMemory?.Mebibytes)
            .Number("recommended_vcpu", "vCPU", "Recommended request; empty where usage does not say.", row => row.Size.Cpu?.Cores)
            .Number("recommended_memory_mib", "MiB", "Recommended request; of a task on Fargate its size, which is its cap too. Empty where usage does not say.", row => row.Size.Memory?.Mebibytes)
            .Number("fargate_vcpu", "vCPU", "Of the cheapest Fargate size that holds what the containers need together; whole rows only.", row => row.Fargate?.Cpu.Cores)
            .Number("fargate_memory_mib", "MiB", "Of that Fargate size.", row => row.Fargate?.Memory.Mebibytes)
            .Money("current_usd_per_month", "What today's size costs on Fargate on demand, over all instances: a yardstick for pods on nodes; whole rows only.", row => row.Current, "USD/month")
            .Money("recommended_usd_per_month", "What the Fargate size costs, over all instances.", row => row.Recommended, "USD/month")
            .Money("saving_usd_per_month", "Current less recommended; negative where the size goes up.", row => row.Saving, "USD/month")
            .Ratio("cpu_breach_probability", "ratio", "Chance that more than the policy's share of the horizon needs more processor than recommended.", row => (decimal?)row.Size.CpuBreach?.Value)
            .Ratio("memory_breach_probability", "ratio", "Chance that an instance exceeds the recommended limit within the horizon, and is killed.", row => (decimal?)row.Size.MemoryBreach?.Value)
            .Count("window_days", "days", "Days from the first to the last sample.", row => row.Size.WindowDays)
            .Count("samples", "samples", "Samples that count.", row => row.Size.Samples)
            .Text("confidence", "none, low, medium or high: how much the evidence carries.", row => Names.Of(row.Size.Confidence))
            .Text("direction", "up, down, keep or unknown.", row => Names.Of(row.Size.Direction))
            .Texts("reasons", "Why, parted by `; `.", row => row.Size.Reasons)
            .Ratio("cpu_breach_low", "ratio", "Lower end of the 90 % interval of cpu_breach_probability.", row => (decimal?)row.Size.CpuBreach?.Low)
            .Ratio("cpu_breach_high", "ratio", "Upper end.", row => (decimal?)row.Size.CpuBreach?.High)
            .Ratio("memory_breach_low", "ratio", "Lower end of the 90 % interval of memory_breach_probability.", row => (decimal?)row.Size.MemoryBreach?.Low)
            .Ratio("memory_breach_high", "ratio", "Upper end.", row => (decimal?)row.Size.MemoryBreach?.High)
            .Text("rightsizing_id", "Stable id: the argument of `costtool explain`.", row => row.Id)
            .Number("current_memory_limit_mib", "MiB", "Memory above which an instance is killed today; empty where there is no limit, or none is known.", row => row.Size.CurrentMemoryLimit?.Mebibytes)
            .Number("recommended_memory_limit_mib", "MiB", "Recommended memory above which an instance is killed; empty where usage does not say.", row => row.Size.MemoryLimit?.Mebibytes),
        sizes.Rows);
}
