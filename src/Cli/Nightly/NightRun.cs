using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Rightsizing.Forecasting;
using CostTool.Analyzer.Usage;
using CostTool.Cli.Workspaces;
using CostTool.Reports.Nightly;
using CostTool.Sources.History;
using CostTool.Sources.Pricing;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Nightly;

/// <summary>What a run of nights is told.</summary>
/// <param name="Folder">Workspace.</param>
/// <param name="Day">The day to work out.</param>
/// <param name="Store">File of the history.</param>
/// <param name="Digests">Folder of the digests.</param>
/// <param name="Wait">How long to wait for another run.</param>
internal sealed record NightOrder(string Folder, DateOnly Day, string Store, string Digests, TimeSpan Wait);

/// <summary>What became of a night.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Reason">Why it was looked at.</param>
/// <param name="Wrote">The history changed; otherwise the night came out as it was.</param>
internal sealed record NightOutcome(ChangeDigest Digest, DueReason Reason, bool Wrote);

/// <summary>Works out the nights that are due: reads the workspace, decides, writes each night in one transaction, then its digest.</summary>
internal static class NightRun
{
    public static async Task<(string Workspace, IReadOnlyList<NightOutcome> Nights)> RunAsync(NightOrder order, TimeProvider clock, CancellationToken cancellationToken)
    {
        var workspace = WorkspaceReader.Open(order.Folder);
        using var taken = await StoreLock.TakeAsync(order.Store, order.Wait, clock, cancellationToken);
        using var store = HistoryStore.Open(order.Store);
        var read = DailySketches.Read(workspace.Usage, order.Day.AddDays(-DueNights.LookBackDays), order.Day, cancellationToken);
        var analysed = workspace.Bill.Count == 0 && workspace.InventoryFiles is null
            ? null
            : await WorkspaceAnalysis.RunAsync(order.Folder, new AnalysisChoices(null, null), new StageTimings(), cancellationToken);
        var usageFiles = workspace.Usage.Select(file => file.Describe("usage", null, cancellationToken)).ToList();
        var seen = WorkspaceWatch.Of(analysed?.Analysis, analysed?.Cluster, usageFiles, [.. read[^1].Sketches]);
        var nights = new NightChain(store, read, seen, Sizing(workspace, analysed)).Run(order.Day, cancellationToken);
        foreach (var night in nights) DigestWriter.Write(night.Digest, workspace.Name, order.Digests);
        return (workspace.Name, nights);
    }

    private static NightSizing Sizing(Workspace workspace, AnalysedWorkspace? analysed)
    {
        var policy = workspace.Policy is { } file ? PolicyReader.Read(file) : Policy.Default;
        var book = workspace.PricesFolder is { } own ? PriceBookFolder.Open(own) : PriceBook.LoadBuiltIn();
        var prices = analysed?.Analysis is { Region: { } region, Month: var month } && book.RegionCodes.Contains(region.Code)
            ? new SizingPrices(book.For(region).Fargate(Analyzer.Pricing.OperatingSystem.Linux, CpuArchitecture.X86_64), month.Hours)
            : null;
        return new NightSizing(policy.Sizing, prices, analysed?.Cluster, FleetForecaster.Of);
    }
}

/// <summary>The nights of a run, oldest first, each resting on the one before.</summary>
internal sealed class NightChain(HistoryStore store, IReadOnlyList<DaySketches> read, WorkspaceSeen seen, NightSizing sizing)
{
    // Days whose samples the files no longer hold keep what the history has of them: fewer samples than before are not news.
    private readonly SortedDictionary<DateOnly, DayUsage> usage = new(store.Usage().ToDictionary(pair => pair.Key, pair => pair.Value));
    private readonly SortedDictionary<DateOnly, DaySketches> changed = [];

    public IReadOnlyList<NightOutcome> Run(DateOnly asked, CancellationToken cancellationToken)
    {
        foreach (var day in read)
        {
            var known = usage.GetValueOrDefault(day.Usage.Day) ?? DayUsage.Nothing(day.Usage.Day);
            if (day.Usage.Fingerprint == known.Fingerprint || day.Usage.Samples < known.Samples) continue;
            changed[day.Usage.Day] = day;
            usage[day.Usage.Day] = day.Usage;
        }

        var nights = store.Nights();
        var due = DueNights.Of(asked, nights, usage).ToDictionary(night => night.Day, night => night.Reason);
        var outcomes = new List<NightOutcome>();
        Night? before = null, lastSeen = null;
        foreach (var day in nights.Select(night => night.Day).Concat(due.Keys).Distinct().Order())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (day < asked.AddDays(-DueNights.HistoryDays)) continue;
            var known = store.Read(day);
            before ??= nights.LastOrDefault(night => night.Day < day) is { } earlier ? store.Read(earlier.Day) : null;
            lastSeen ??= LastSeen(nights, day);
            var basis = NightFingerprint.Basis(before is null ? null : NightFingerprint.Of(before), usage.Values.Where(of => of.Day <= day && of.Day > day.AddDays(-DueNights.HistoryDays)));
            var night = known;
            if (due.TryGetValue(day, out var reason) || known!.Basis != basis)
            {
                if (!due.ContainsKey(day)) reason = DueReason.Before;
                night = Work(new DueNight(day, reason), basis, before, known, asked);
                var moved = known is null || known.Basis != basis || NightFingerprint.Of(known) != NightFingerprint.Of(night);
                var late = changed.Where(pair => pair.Key <= day).Select(pair => pair.Value).ToList();
                if (moved || late.Count > 0) store.Write(night, late);
                foreach (var written in late) changed.Remove(written.Usage.Day);
                outcomes.Add(new NightOutcome(ChangeDigest.Of(night, before, lastSeen), reason, moved));
            }

            before = night;
            if (night!.Seen is not null) lastSeen = night;
        }

        return outcomes;
    }

    private Night Work(DueNight due, string basis, Night? before, Night? known, DateOnly asked)
    {
        // The files say what is there now; of an earlier night only what it saw itself counts.
        var watched = due.Day == asked ? seen : known?.Seen;
        var history = History(due.Day);
        var sizes = sizing.Recommend(history, (watched ?? seen).Sizes, before?.Recommendations ?? []);
        return NightWork.WorkOut(due, basis, before, known, usage.GetValueOrDefault(due.Day) ?? DayUsage.Nothing(due.Day), watched, sizes);
    }

    private List<UsageSketch> History(DateOnly day)
    {
        var from = day.AddDays(1 - DueNights.HistoryDays);
        var pending = changed.Values.Where(of => of.Usage.Day <= day && of.Usage.Day >= from).ToList();
        var replaced = pending.Select(of => of.Usage.Day).ToHashSet();
        return
        [
            .. store.Sketches(from, day, replaced).Concat(pending.SelectMany(of => of.Sketches))
                .GroupBy(sketch => sketch.Key).OrderBy(group => group.Key, UsageKey.ByName).Select(group => group.Aggregate(UsageSketch.Merge)),
        ];
    }

    private Night? LastSeen(IReadOnlyList<KnownNight> nights, DateOnly day) =>
        nights.Where(night => night.Day < day).Reverse().Select(night => store.Read(night.Day)!).FirstOrDefault(night => night.Seen is not null);
}
