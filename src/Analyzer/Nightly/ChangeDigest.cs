using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Nightly;

/// <summary>What became of a container's size since the night before.</summary>
public enum SizeChangeKind
{
    /// <summary>Another size is recommended.</summary>
    Recommended,

    /// <summary>The container has another size.</summary>
    Deployed,
}

/// <summary>A size that moved.</summary>
/// <param name="Key">Workload and container.</param>
/// <param name="Kind">What moved.</param>
/// <param name="Direction">Up or down against the size today; for a deployed one against the size before; unknown where the two cannot be compared.</param>
/// <param name="Before">Size on the night before; null where there was none.</param>
/// <param name="After">Size now; null where there is none.</param>
/// <param name="Reasons">Why.</param>
public sealed record SizeChange(UsageKey Key, SizeChangeKind Kind, SizeDirection Direction, Resources? Before, Resources? After, IReadOnlyList<string> Reasons);

/// <summary>A workload that came or went.</summary>
/// <param name="Key">Workload and container.</param>
/// <param name="Gone">It is gone; otherwise it is new.</param>
public sealed record WorkloadChange(UsageKey Key, bool Gone);

/// <summary>A price that moved.</summary>
/// <param name="Id">Id of the price.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Before">Dollars before.</param>
/// <param name="After">Dollars now.</param>
public sealed record PriceChange(string Id, string Unit, decimal Before, decimal After);

/// <summary>A scenario whose cost moved, or that is new.</summary>
/// <param name="Id">Id of the scenario.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Before">Cost of the month before; null where it is new.</param>
/// <param name="After">Cost of the month now; null where it is gone.</param>
public sealed record ScenarioChange(string Id, string Name, Usd? Before, Usd? After);

/// <summary>What moved on a night and why: a pure function of the night and of the nights it is compared with.</summary>
public sealed record ChangeDigest
{
    /// <summary>The night.</summary>
    public required Night Night { get; init; }

    /// <summary>The last night that saw the workspace, which sizes in use, prices and scenarios are compared with; null for the first.</summary>
    public required DateOnly? ComparedWith { get; init; }

    /// <summary>Sizes that moved, by key.</summary>
    public required IReadOnlyList<SizeChange> Sizes { get; init; }

    /// <summary>Containers that came and went, by key.</summary>
    public required IReadOnlyList<WorkloadChange> Workloads { get; init; }

    /// <summary>Prices that moved, by id.</summary>
    public required IReadOnlyList<PriceChange> Prices { get; init; }

    /// <summary>Scenarios whose cost moved, in the order of the report.</summary>
    public required IReadOnlyList<ScenarioChange> Scenarios { get; init; }

    /// <summary>What changed among the things that scenarios rest on.</summary>
    public required IReadOnlyList<string> Causes { get; init; }

    /// <summary>Claims that were opened, applied or ended on this night.</summary>
    public required IReadOnlyList<Claim> Claims { get; init; }

    /// <summary>What a reader must know of the night, such as days without samples.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    // A note is read; all of them stand in the ledger.
    private const int MostNamed = 10;

    /// <summary>Nothing moved.</summary>
    public bool IsQuiet => Sizes.Count == 0 && Workloads.Count == 0 && Prices.Count == 0 && Scenarios.Count == 0 && Claims.Count == 0;

    /// <summary>The digest of a night.</summary>
    /// <param name="night">The night.</param>
    /// <param name="before">The night before; null for the first.</param>
    /// <param name="lastSeen">The last night before that saw the workspace; null where none did.</param>
    public static ChangeDigest Of(Night night, Night? before, Night? lastSeen)
    {
        ArgumentNullException.ThrowIfNull(night);
        var then = lastSeen?.Seen;
        var now = night.Seen;
        var causes = then is null || now is null ? [] : Inputs(then, now);
        var prices = then is null || now is null ? [] : PriceChanges(then, now);
        List<SizeChange> sizes = [.. before is null ? [] : Recommended(before, night), .. then is null || now is null ? [] : Deployed(then, now)];
        if (prices.Count > 0) causes.Add(FormattableString.Invariant($"{prices.Count} prices moved"));
        if (sizes.Count(size => size.Kind == SizeChangeKind.Recommended) is > 0 and var moved) causes.Add(FormattableString.Invariant($"{moved} recommended sizes moved"));
        return new ChangeDigest
        {
            Night = night,
            ComparedWith = now is null ? null : lastSeen?.Day,
            Sizes = [.. sizes.OrderBy(size => size.Key, UsageKey.ByName).ThenBy(size => size.Kind)],
            Workloads = then is null || now is null ? [] : Workload(then, now),
            Prices = prices,
            Scenarios = then is null || now is null ? [] : Scenario(then, now),
            Causes = causes,
            Claims = [.. night.Ledger.Claims.Where(claim => claim.RecommendedOn == night.Day || claim.AppliedOn == night.Day || claim.EndedOn == night.Day)],
            Notes = [.. NotesOf(night)],
        };
    }

    private static IEnumerable<SizeChange> Recommended(Night before, Night night)
    {
        var old = before.Recommendations.ToDictionary(recommendation => recommendation.Key);
        foreach (var recommendation in night.BilledSizes())
        {
            var was = old.GetValueOrDefault(recommendation.Key) is { } last ? Size(last.Cpu ?? last.CurrentCpu, last.Memory ?? last.CurrentMemory) : null;
            var size = Size(recommendation.Cpu ?? recommendation.CurrentCpu, recommendation.Memory ?? recommendation.CurrentMemory);
            if (was != size) yield return new SizeChange(recommendation.Key, SizeChangeKind.Recommended, recommendation.Direction, was, size, recommendation.Reasons);
        }
    }

    private static IEnumerable<SizeChange> Deployed(WorkspaceSeen then, WorkspaceSeen now)
    {
        var old = then.Sizes.ToDictionary(size => size.Key);
        foreach (var size in now.Sizes)
        {
            if (!old.TryGetValue(size.Key, out var was) || was.Size == size.Size) continue;
            yield return new SizeChange(size.Key, SizeChangeKind.Deployed, Direction(was.Size, size.Size), was.Size, size.Size, []);
        }
    }

    private static SizeDirection Direction(Resources? before, Resources? after) =>
        before is not { } from || after is not { } to ? SizeDirection.Unknown
        : to.Cpu <= from.Cpu && to.Memory <= from.Memory ? SizeDirection.Down
        : to.Cpu >= from.Cpu && to.Memory >= from.Memory ? SizeDirection.Up
        : SizeDirection.Unknown;

    private static Resources? Size(VCpu? cpu, MemorySize? memory) => cpu is { } cores && memory is { } bytes ? new Resources(cores, bytes) : null;

    private static List<WorkloadChange> Workload(WorkspaceSeen then, WorkspaceSeen now)
    {
        var old = then.Sizes.Select(size => size.Key).ToHashSet();
        var present = now.Sizes.Select(size => size.Key).ToHashSet();
        return [.. old.Except(present).Select(key => new WorkloadChange(key, true)).Concat(present.Except(old).Select(key => new WorkloadChange(key, false))).OrderBy(change => change.Key, UsageKey.ByName)];
    }

    private static List<PriceChange> PriceChanges(WorkspaceSeen then, WorkspaceSeen now)
    {
        var old = then.Prices.ToDictionary(price => price.Id, StringComparer.Ordinal);
        return [.. now.Prices.Where(price => old.TryGetValue(price.Id, out var was) && was.UsdPerUnit != price.UsdPerUnit).Select(price => new PriceChange(price.Id, price.Unit, old[price.Id].UsdPerUnit, price.UsdPerUnit))];
    }

    private static List<ScenarioChange> Scenario(WorkspaceSeen then, WorkspaceSeen now)
    {
        var old = then.Scenarios.ToDictionary(scenario => scenario.Id, StringComparer.Ordinal);
        var present = now.Scenarios.Select(scenario => scenario.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. now.Scenarios.Select(scenario => new ScenarioChange(scenario.Id, scenario.Name, old.GetValueOrDefault(scenario.Id)?.Monthly, scenario.Monthly)).Where(change => change.Before != change.After),
            .. then.Scenarios.Where(scenario => !present.Contains(scenario.Id)).Select(scenario => new ScenarioChange(scenario.Id, scenario.Name, scenario.Monthly, null)),
        ];
    }

    private static List<string> Inputs(WorkspaceSeen then, WorkspaceSeen now)
    {
        var old = then.Inputs.ToDictionary(input => input.Path, input => input.Sha256, StringComparer.Ordinal);
        List<string> causes =
        [
            .. now.Inputs.Where(input => old.GetValueOrDefault(input.Path) != input.Sha256).Select(input => $"{input.Role}: `{input.Path}` {(old.ContainsKey(input.Path) ? "changed" : "is new")}"),
            .. then.Inputs.Where(input => now.Inputs.All(other => other.Path != input.Path)).Select(input => $"{input.Role}: `{input.Path}` is gone"),
        ];
        if (then.Month != now.Month) causes.Add($"the analysed month is {now.Month}, it was {then.Month}");
        return causes;
    }

    private static IEnumerable<string> NotesOf(Night night)
    {
        if (night.Usage.Coverage == DayCoverage.None) yield return "no samples of this day: that is not taken as no use; sizes rest on the days before it, and the day is looked at again on each run";
        if (night.Usage.Coverage == DayCoverage.Partial) yield return FormattableString.Invariant($"samples of {night.Usage.HoursSeen} of 24 hours: the day is looked at again on each run");
        if (night.Seen is null) yield return "this night was caught up: sizes in use, prices and scenarios of that day were not seen, so nothing was counted as applied or realised on it";
        if (night.Ledger.Unpriced is { Count: > 0 } unpriced)
        {
            var more = unpriced.Count > MostNamed ? FormattableString.Invariant($" and {unpriced.Count - MostNamed} more") : "";
            yield return FormattableString.Invariant($"{unpriced.Count} open claims have no price and are in no sum: {string.Join(", ", unpriced.Take(MostNamed))}{more}");
        }
    }
}
