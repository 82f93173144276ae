using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Units;

namespace CostTool.Reports.Layout;

/// <summary>A row of the idle split, for the fleet or for one instance type.</summary>
internal sealed record IdleRow(
    string InstanceType, int Nodes, Usd Total, Usd Requested, Usd System, Usd DaemonSets, Usd Mismatch, Usd Fragmentation, Usd Headroom)
{
    /// <summary>Instance type of the row that stands for the whole fleet.</summary>
    public const string Fleet = "all";

    /// <summary>Names of the parts for people, in the order of <see cref="Parts"/>.</summary>
    public static IReadOnlyList<string> PartNames { get; } = ["requested", "system", "daemonsets", "CPU/memory mismatch", "fragmentation", "headroom"];

    /// <summary>The parts; they add up to the total.</summary>
    public IReadOnlyList<Usd> Parts => [Requested, System, DaemonSets, Mismatch, Fragmentation, Headroom];
}

/// <summary>The rows of an idle split.</summary>
internal static class IdleRows
{
    /// <summary>The fleet and then its types by name, or nothing without nodes.</summary>
    public static IReadOnlyList<IdleRow> Of(IdleSplit? idle) => idle is null
        ? []
        :
        [
            new IdleRow(
                IdleRow.Fleet, idle.ByInstanceType.Sum(type => type.Nodes), idle.Total, idle.Requested, idle.System, idle.DaemonSets,
                idle.Mismatch, idle.Fragmentation, idle.Headroom),
            .. idle.ByInstanceType.OrderBy(type => type.InstanceType, StringComparer.Ordinal).Select(type => new IdleRow(
                type.InstanceType, type.Nodes, type.Total, type.Requested, type.System, type.DaemonSets, type.Mismatch, type.Fragmentation, type.Headroom)),
        ];
}
