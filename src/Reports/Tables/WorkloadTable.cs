using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Text;

namespace CostTool.Reports.Tables;

/// <summary>The CSV of workloads. Columns that rest on usage are empty without samples: unknown is never zero.</summary>
internal static class WorkloadTable
{
    /// <summary><c>workloads.csv</c>, sorted by workload and container.</summary>
    public static ReportTable Of(SavingsAnalysis analysis) => Of(analysis, analysis.Verdict is not { SavingsAllowed: false });

    private static ReportTable<WorkloadRow> Of(SavingsAnalysis analysis, bool savingsAllowed) => new(
       
        "workloads.csv", "one workload, or one container of it", new ColumnsOf<WorkloadRow>()
            .Text("workload_id", "namespace/kind/name.", row => row.WorkloadId)
            .Text("container", "Container; empty where the row is the whole pod.", row => row.Container)
            .Count("replicas", "pods", "Pods.", row => row.Replicas)
            .Number("current_vcpu", "vCPU", "Requested by a pod; empty where some container states none.", row => row.CurrentCpu?.Cores)
            .Number("current_memory_mib", "MiB", "Requested by a pod; empty where some container states none.", row => row.CurrentMemory?.Mebibytes)
            .Number("recommended_vcpu", "vCPU", "Recommended for a pod.", row => row.RecommendedCpu?.Cores)
            .Number("recommended_memory_mib", "MiB", "Recommended for a pod.", row => row.RecommendedMemory?.Mebibytes)
            .Number("fargate_vcpu", "vCPU", "Of the Fargate size that holds the recommendation; empty where none does.", row => row.FargateCpu?.Cores)
            .Number("fargate_memory_mib", "MiB", "Of that Fargate size.", row => row.FargateMemory?.Mebibytes)
            .Money("current_usd_per_month", "Share of what the nodes cost today, by request, with idle spread the same way.", row => row.Current, "USD/month")
            .Money("recommended_usd_per_month", "Cost in the recommended scenario.", row => row.Recommended, "USD/month")
            .Money("saving_usd_per_month", "Current less recommended; negative where the cost rises, empty where no saving may be claimed.", row => savingsAllowed ? row.Current - row.Recommended : null, "USD/month")
            .Ratio("cpu_breach_probability", "ratio", "Chance that CPU need exceeds the size; empty without usage.", row => (decimal?)row.Size?.CpuBreach?.Value)
            .Ratio("memory_breach_probability", "ratio", "Chance that memory need exceeds the size; empty without usage.", row => (decimal?)row.Size?.MemoryBreach?.Value)
            .Ratio("window_days", "days", "Days of usage seen; empty without usage.", row => row.Size is { Samples: > 0 } size ? size.WindowDays : null)
            .Count("samples", "samples", "Usage samples seen; empty without usage.", row => row.Size is { Samples: > 0 } size ? size.Samples : null)
            .Text("confidence", "How much the evidence carries: none, low, medium or high; empty without usage.", row => row.Size is { } size ? Names.Of(size.Confidence) : null)
            .Text("direction", "up, down, keep or unknown.", row => row.Direction)
            .Texts("reasons", "Why, parted by `; `.", row => row.Reasons)
            .Text("placement", "Where it runs in the recommended scenario.", row => row.Placement),
        analysis.Workloads
            .OrderBy(row => row.WorkloadId, StringComparer.Ordinal)
            .ThenBy(row => row.Container, StringComparer.Ordinal));
}
