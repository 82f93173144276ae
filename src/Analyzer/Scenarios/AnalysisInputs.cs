using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Scenarios;

/// <summary>What an analysis starts from; whatever is null is absent, never assumed.</summary>
public sealed record AnalysisInputs
{
    /// <summary>Name of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Region that the workspace names, or null.</summary>
    public required Region? Region { get; init; }

    /// <summary>Month that the workspace names, or null.</summary>
    public required DateOnly? Month { get; init; }

    /// <summary>Files that were read.</summary>
    public required IReadOnlyList<InputFile> Inputs { get; init; }

    /// <summary>The bill, or null.</summary>
    public required BillLedger? Bill { get; init; }

    /// <summary>The cluster, or null.</summary>
    public required ClusterInventory? Cluster { get; init; }

    /// <summary>The policy.</summary>
    public required Policy Policy { get; init; }

    /// <summary>Date to judge the age of prices by, or null where nobody asked; the analysis never looks at a clock.</summary>
    public required DateOnly? AsOf { get; init; }

    /// <summary>Prices by region.</summary>
    public required PriceBook Prices { get; init; }

    /// <summary>Decides which work becomes short-lived; null without schedules.</summary>
    public ShortLivedPlanner? PlanShortLived { get; init; }

    /// <summary>Utilization; null without samples.</summary>
    public UsageFacts? Usage { get; init; }

    /// <summary>The region to price: the workspace's, else the nodes', else the one that most of the bill's cost is in; null where none says.</summary>
    /// <exception cref="ProblemException">The nodes stand in several regions and the workspace names none.</exception>
    public Region? ChooseRegion()
    {
        if (Region is not null) return Region;
        var regions = Cluster?.Nodes.Select(node => node.Region).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() ?? [];
        if (regions.Count > 1)
            throw new ProblemException(new Problem($"the nodes are in several regions: `{string.Join("`, `", regions)}`", "kubernetes nodes", "name the region to analyse with `region:` in costtool.yaml"));
        if (regions.Count == 1) return Units.Region.Parse(regions[0], "kubernetes nodes");
        var billed = Bill?.Lines.Where(line => line.Region is { Length: > 0 } code && code != "global")
            .GroupBy(line => line.Region!, StringComparer.Ordinal)
            .OrderByDescending(group => group.Sum(line => line.PublicOnDemand ?? line.Amortised).Amount).ThenBy(group => group.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return billed is null ? null : Units.Region.Parse(billed.Key, "bill");
    }

    /// <summary>The month to analyse: the workspace's, or the only one of the bill.</summary>
    /// <exception cref="ProblemException">The bill has several months and the workspace names none, or names one that the bill lacks.</exception>
    public BillMonth? ChooseMonth()
    {
        if (Bill is null) return null;
        var known = string.Join(", ", Bill.Months.Select(month => month.Month.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)));
        var where = string.Join(", ", Bill.Files.Take(3).Select(file => file.Path));
        if (Month is { } wanted)
        {
            return Bill.Months.FirstOrDefault(month => month.Month == wanted)
                ?? throw new ProblemException(new Problem(FormattableString.Invariant($"the bill has no charges for `{wanted:yyyy-MM}`"), where, $"set `month:` in costtool.yaml to one of {known}, or add the files of that month"));
        }

        return Bill.Months.Count switch
        {
            0 => null,
            1 => Bill.Months[0],
            _ => throw new ProblemException(new Problem($"the bill has several months: {known}", where, $"choose one with `month: {known[..7]}` in costtool.yaml or with --month")),
        };
    }
}

/// <summary>Utilization as an analysis takes it.</summary>
/// <param name="Sketches">Containers and whole tasks.</param>
/// <param name="Intake">What became of the rows.</param>
/// <param name="Forecast">Tells the risk of sizes.</param>
/// <param name="Last">The last recommendations; empty the first time.</param>
public sealed record UsageFacts(IReadOnlyList<UsageSketch> Sketches, UsageIntake Intake, FleetForecast Forecast, IReadOnlyList<SizeRecommendation> Last);
