using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Analyzer.Fleets;

/// <summary>Writes a workload on Fargate as lines.</summary>
internal static class FargateLines
{
    /// <summary>The size that a unit gets, or null where none holds it.</summary>
    public static FargateSize? SizeOf(FleetTerms terms, FleetUnit unit, CpuArchitecture architecture)
    {
        var need = (unit.TaskNeed ?? unit.Requests) + terms.Sidecar;
        return FargateSize.CheapestFitting(terms.Prices.Fargate(OperatingSystem.Linux, architecture), need.Cpu, need.Memory, OperatingSystem.Linux);
    }

    public static void Write(FleetTerms terms, FleetUnit unit, Placement placement, LineBuilder lines)
    {
        var size = SizeOf(terms, unit, placement.Architecture)
            ?? throw new InvalidOperationException($"{unit.WorkloadId} fits no Fargate size, so it may not be placed there");
        var list = Meter(terms.Prices.Fargate(OperatingSystem.Linux, placement.Architecture));
        var metered = placement.Purchase == PurchaseOption.Spot ? Meter(terms.Prices.FargateSpot(placement.Architecture)) : list;
        var name = LineBuilder.Text($"{unit.WorkloadId}: {unit.Replicas} × {size.Cpu.Cores:0.##} vCPU, {size.Memory.Gibibytes:0.##} GB");
        var tasks = LineBuilder.Text($"{unit.Replicas} tasks × {terms.Hours.Value:0.##} h");
        foreach (var charge in metered.Charges)
        {
            var part = charge.Component switch { FargateComponent.Cpu => "vcpu", FargateComponent.Memory => "memory", FargateComponent.Storage => "storage", _ => "licence" };
            var component = charge.Component == FargateComponent.Storage ? "storage" : "compute";
            var each = unit.Replicas == 0 ? 0 : charge.Quantity / unit.Replicas / terms.Hours.Value;
            if (charge.Spot is not { } spot)
            {
                lines.Priced(component, $"{unit.WorkloadId}/{part}", $"{name}, {part}", charge.Quantity, charge.Price,
                    LineBuilder.Text($"{tasks} × {each:0.####} × {charge.Price.UsdPerUnit} USD"), [unit.Origin], ["hours-per-month", "snapshot-represents-month"], unit.WorkloadId);
                continue;
            }

            var fallback = terms.SpotFallback;
            var onDemand = list.Charges.Single(other => other.Component == charge.Component).Price.UsdPerUnit;
            var rate = Mixed(spot.Price.UsdPerUnit, fallback.Expected);
            lines.Add(component, $"{unit.WorkloadId}/{part}", $"{name} Spot, {part}", charge.Quantity, charge.Price.Unit, rate, charge.Price.Id,
                new Usd(charge.Quantity * rate), new Usd(charge.Quantity * Mixed(spot.LowUsdPerUnit, fallback.Low)), new Usd(charge.Quantity * Mixed(spot.HighUsdPerUnit, fallback.High)),
                LineBuilder.Text($"{tasks} × {each:0.####} × ({1 - fallback.Expected:P0} × {spot.Price.UsdPerUnit} USD Spot + {fallback.Expected:P0} × {onDemand} USD on demand)"),
                [unit.Origin], ["hours-per-month", "snapshot-represents-month", "spot-fallback-share"], unit.WorkloadId);

            decimal Mixed(decimal spotPrice, decimal share) => spotPrice * (1 - share) + onDemand * share;
        }

        FargateCost Meter(FargateRates rates) => FargateMeter.AlwaysOn(rates, size, terms.Hours, terms.EphemeralStorage).Times(unit.Replicas);
    }
}
