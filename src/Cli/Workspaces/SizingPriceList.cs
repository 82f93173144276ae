using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Sources.Pricing;
using CostTool.Sources.Workspaces;
using OperatingSystem = CostTool.Analyzer.Pricing.OperatingSystem;

namespace CostTool.Cli.Workspaces;

/// <summary>The prices that sizes are judged by.</summary>
internal static class SizingPriceList
{
    /// <summary>Prices of the stated region, the workspace's, or the only one of the nodes; null where none is known.</summary>
    public static SizingPrices? Of(Workspace? workspace, ClusterInventory? cluster, string? regionCode)
    {
        var codes = cluster?.Nodes.Select(node => node.Region).OfType<string>().Distinct(StringComparer.Ordinal).ToList() ?? [];
        var region = regionCode is not null ? Region.Parse(regionCode, "--region")
            : workspace?.Region ?? (codes.Count == 1 ? Region.Parse(codes[0], "kubernetes nodes") : null);
        if (region is null) return null;
        var book = workspace?.PricesFolder is { } own ? PriceBookFolder.Open(own) : PriceBook.LoadBuiltIn();
        return new SizingPrices(book.For(region).Fargate(OperatingSystem.Linux, CpuArchitecture.X86_64), Hours.PerAverageMonth);
    }
}
