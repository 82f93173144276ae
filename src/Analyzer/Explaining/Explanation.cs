using System.Globalization;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Scenarios;

namespace CostTool.Analyzer.Explaining;

/// <summary>The chain behind one number: what it is, how it was worked out, and what it rests on.</summary>
public sealed record Explanation
{
    /// <summary>Id of the number.</summary>
    public required string Id { get; init; }

    /// <summary>What the number is, for people.</summary>
    public required string What { get; init; }

    /// <summary>Value with its unit.</summary>
    public required string Value { get; init; }

    /// <summary>The arithmetic, or the source of a given number.</summary>
    public required string Because { get; init; }

    /// <summary>Input files with rows or items.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The numbers that it is made of.</summary>
    public IReadOnlyList<Explanation> RestsOn { get; init; } = [];
}

/// <summary>Finds and explains the numbers of an analysis.</summary>
public static class Explainer
{
    private const int Suggestions = 3;

    /// <summary>Explains a number.</summary>
    /// <param name="analysis">The analysis that has it.</param>
    /// <param name="id">A scenario, line, waterfall step, workload, size (<c>rightsizing/workload:container</c>), reconciliation row (<c>service/usage type</c>), assumption or price.</param>
    /// <exception cref="ProblemException">No number has the id; the nearest ones are named.</exception>
    public static Explanation Explain(SavingsAnalysis analysis, string id)
    {
        if (analysis.Scenarios.FirstOrDefault(scenario => scenario.Id == id) is { } scenario) return Of(analysis, scenario);
        if (analysis.Scenarios.SelectMany(each => each.Lines).FirstOrDefault(line => line.Id == id) is { } line) return Of(analysis, line);
        if (analysis.Waterfall.FirstOrDefault(step => step.StepId == id) is { } step) return Of(step);
        if (analysis.Workloads.FirstOrDefault(workload => workload.WorkloadId == id) is { } workload) return Of(analysis, workload);
        if (analysis.Sizes?.Rows.FirstOrDefault(row => row.Id == id) is { } size) return SizeExplanation.Of(analysis.Sizes, size);
        if (analysis.Reconciliation.FirstOrDefault(row => $"{row.Service}/{row.UsageType}" == id) is { } row) return Of(analysis, row);
        if (analysis.Assumptions.FirstOrDefault(assumption => assumption.Id == id) is { } assumption) return Of(assumption);
        if (analysis.Prices.FirstOrDefault(price => price.Id.Value == id) is { } price) return Of(price);
        var near = Ids(analysis).OrderBy(known => Distance(known, id)).ThenBy(known => known, StringComparer.Ordinal).Take(Suggestions);
        throw new ProblemException(new Problem($"no number has the id `{id}`", analysis.Workspace, $"did you mean {string.Join(" or ", near.Select(known => $"`{known}`"))}? Ids are in the first columns of the CSVs"));
    }

    /// <summary>Every id that can be explained, in the order of the report.</summary>
    public static IEnumerable<string> Ids(SavingsAnalysis analysis) => analysis.Scenarios.Select(scenario => scenario.Id)
        .Concat(analysis.Waterfall.Select(step => step.StepId))
        .Concat(analysis.Scenarios.SelectMany(scenario => scenario.Lines).Select(line => line.Id))
        .Concat(analysis.Workloads.Select(workload => workload.WorkloadId))
        .Concat(analysis.Sizes?.Rows.Select(row => row.Id) ?? [])
        .Concat(analysis.Reconciliation.Select(row => $"{row.Service}/{row.UsageType}"))
        .Concat(analysis.Assumptions.Select(assumption => assumption.Id))
        .Concat(analysis.Prices.Select(price => price.Id.Value));

    private static Explanation Of(SavingsAnalysis analysis, Scenario scenario) => new()
    {
        Id = scenario.Id,
        What = $"{scenario.Name}: {scenario.Description}",
        Value = $"{scenario.Monthly} in {analysis.Month.Label}; from {scenario.MonthlyLow} to {scenario.MonthlyHigh}",
        Because = $"sum of {scenario.Lines.Count} lines",
        RestsOn = [.. scenario.Lines.Select(line => Of(analysis, line) with { RestsOn = [] })],
    };

    private static Explanation Of(SavingsAnalysis analysis, ScenarioLine line) => new()
    {
        Id = line.Id,
        What = line.Item,
        Value = $"{line.Monthly}; from {line.Low} to {line.High}",
        Because = line.Evidence.Formula,
        Inputs = line.Evidence.Inputs,
        RestsOn =
        [
            .. analysis.Prices.Where(price => price.Id == line.PriceId).Select(Of),
            .. analysis.Assumptions.Where(assumption => line.Evidence.AssumptionIds.Contains(assumption.Id)).Select(Of),
        ],
    };

    private static Explanation Of(WaterfallStep step) => new()
    {
        Id = step.StepId,
        What = step.Step,
        Value = $"{step.Delta}, which leaves {step.Running}",
        Because = step.Explanation,
    };

    private static Explanation Of(SavingsAnalysis analysis, WorkloadRow workload) => new()
    {
        Id = workload.WorkloadId,
        What = $"{workload.Replicas} pods; recommended: {workload.Placement}",
        Value = $"{workload.Current?.ToString() ?? "unknown"} today, {workload.Recommended?.ToString() ?? "unknown"} as recommended",
        Because = string.Join("; ", workload.Reasons),
        RestsOn = [.. analysis.Scenarios.Where(scenario => scenario.Id == "recommended").SelectMany(scenario => scenario.Lines)
            .Where(line => line.WorkloadId == workload.WorkloadId).Select(line => Of(analysis, line)),
            .. analysis.Sizes?.Rows.Where(row => row.Size.Key.Workload == workload.WorkloadId && row.Size.Key.IsWholeTask).Select(row => SizeExplanation.Of(analysis.Sizes, row) with { RestsOn = [] }) ?? []],
    };

    private static Explanation Of(SavingsAnalysis analysis, ReconciliationRow row) => new()
    {
        Id = $"{row.Service}/{row.UsageType}",
        What = $"{row.UsageType} of {row.Service}",
        Value = row.Residual is { } residual ? $"billed {row.Billed}, modelled {row.Modelled}, residual {residual}" : $"billed {row.Billed}, not modelled",
        Because = row.Explanation,
        Inputs = [.. analysis.Inputs.Where(file => file.Role.StartsWith("bill", StringComparison.Ordinal)).Select(file => file.Path)],
    };

    private static Explanation Of(Assumption assumption) => new()
    {
        Id = assumption.Id,
        What = assumption.Name,
        Value = $"{assumption.Value} {assumption.Unit}".TrimEnd(),
        Because = $"{assumption.Source} (set by {assumption.SetBy})",
    };

    private static Explanation Of(Price price) => new()
    {
        Id = price.Id.Value,
        What = $"{price.Kind.ToString().ToLowerInvariant()} price of {price.Dated}",
        Value = $"{price.UsdPerUnit.ToString(CultureInfo.InvariantCulture)} USD per {price.Unit}",
        Because = price.Note is null ? price.Source : $"{price.Source}; {price.Note}",
    };

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
                row[j] = Math.Min(Math.Min(row[j - 1], previous[j]) + 1, previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
            previous = row;
        }

        return previous[^1];
    }
}
