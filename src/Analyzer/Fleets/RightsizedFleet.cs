using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Rightsizing;

namespace CostTool.Analyzer.Fleets;

/// <summary>A fleet that asks for what it needs.</summary>
internal static class RightsizedFleet
{
    /// <summary>The units with their recommended sizes; what usage does not size stays as requested.</summary>
    public static IReadOnlyList<FleetUnit> Of(IReadOnlyList<FleetUnit> units, RightsizingResult sizes)
    {
        var wholes = sizes.Wholes().ToDictionary(row => row.Size.Key.Workload, StringComparer.Ordinal);
        return [.. units.Select(unit => wholes.TryGetValue(unit.WorkloadId, out var row) ? Sized(unit, row) : unit)];
    }

    private static FleetUnit Sized(FleetUnit unit, RightsizingRow row)
    {
        var size = row.Size;
        if (size.Cpu is null && size.Memory is null) return unit;
        return unit with
        {
            Requests = new Resources(size.Cpu ?? unit.Requests.Cpu, size.Memory ?? unit.Requests.Memory),
            TaskNeed = new Resources(row.TaskCpu ?? unit.Requests.Cpu, row.TaskMemory ?? unit.Requests.Memory),
            RequestsMissing = unit.RequestsMissing && (size.Cpu is null || size.Memory is null),
        };
    }
}
