using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Layout;

namespace CostTool.Reports.Tables;

/// <summary>The CSVs of nodes: where their money goes and when they beat Fargate.</summary>
internal static class CapacityTables
{
    /// <summary><c>idle_split.csv</c>: the whole fleet first, then instance types by name.</summary>
    public static ReportTable IdleSplit(SavingsAnalysis analysis) => new ReportTable<IdleRow>(
        "idle_split.csv", "the nodes of one instance type, and all of them", new ColumnsOf<IdleRow>()
            .Text("instance_type", "Instance type, or `all` for the whole fleet.", row => row.InstanceType)
            .Count("nodes", "nodes", "Nodes.", row => row.Nodes)
            .Money("total_usd_per_month", "Cost of the nodes with their root volumes: the sum of the parts.", row => row.Total, "USD/month")
            .Money("requested_usd_per_month", "Held by the requests of workload pods.", row => row.Requested, "USD/month")
            .Money("system_usd_per_month", "Kept by the kubelet and the system.", row => row.System, "USD/month")
            .Money("daemonsets_usd_per_month", "Held by daemonsets.", row => row.DaemonSets, "USD/month")
            .Money("mismatch_usd_per_month", "Free in one resource where the other is full.", row => row.Mismatch, "USD/month")
            .Money("fragmentation_usd_per_month", "Free in both, in pieces too small for the typical pod.", row => row.Fragmentation, "USD/month")
            .Money("headroom_usd_per_month", "Free in both and large enough for whole typical pods.", row => row.Headroom, "USD/month"),
        IdleRows.Of(analysis.Idle));

    /// <summary><c>break_even.csv</c>, in the order of packing.</summary>
    public static ReportTable BreakEven(SavingsAnalysis analysis) => new ReportTable<BreakEvenPoint>(
        "break_even.csv", "one packing of the fleet", new ColumnsOf<BreakEvenPoint>()
            .Ratio("packing_ratio", "ratio", "Requests over allocatable, the fuller of CPU and memory.", point => point.Packing)
            .Money("nodes_usd_per_month", "Cost of the fleet on on-demand nodes packed so.", point => point.NodesMonthly, "USD/month")
            .Money("fargate_usd_per_month", "Cost of the same pods on Fargate on demand.", point => point.FargateMonthly, "USD/month"),
        analysis.BreakEven.OrderBy(point => point.Packing));
}
