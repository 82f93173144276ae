using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Rightsizing.Forecasting;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Usage;
using CostTool.Cli.Workspaces;
using CostTool.Reports.Nightly;
using CostTool.Sources.Ecs;
using CostTool.Sources.History;
using CostTool.Sources.Kubernetes;
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
        var cluster = workspace.InventoryFiles is { } files ? Task.Run(() => InventoryReader.Read(files, cancellationToken).Inventory, cancellationToken) : null;
        // The first run takes all that the files hold of the days that sizes look at.
        var back = store.Usage().Count == 0 ? DueNights.HistoryDays - 1 : DueNights.LookBackDays;
        var from = order.Day.AddDays(-back);
        var read = DailySketches.Read(workspace.Usage, from, order.Day, cancellationToken).With(store.WorkerEvents(from, order.Day));
        var nodes = cluster is null ? null : await cluster;
        var ecs = EcsReader.Read(workspace.Ecs, cancellationToken);
        var policy = workspace.Policy is { } file ? PolicyReader.Read(file) : Policy.Default;
        var sizing = new NightSizing(policy.Sizing, SizingPriceList.Of(workspace, nodes, null), nodes, ecs.Services, FleetForecaster.Of);
        List<InputFile> unanalysed = [.. workspace.Ecs.Select(answer => answer.Describe("ecs", null, cancellationToken))];
        var chain = new NightChain(store, read, sizing, WatchAsync, digest => DigestWriter.Write(digest, workspace.Name, order.Digests), day => DigestWriter.Exists(day, order.Digests));
        var nights = await chain.RunAsync(order.Day, cancellationToken);
        DigestWriter.WriteLedger(store.Ledger(), order.Digests);
        return (workspace.Name, nights);

        async Task<WorkspaceSeen> WatchAsync(IReadOnlyList<UsageSketch> history, IReadOnlyList<SizeRecommendation> last, RightsizingResult sizes)
        {
            var usage = history.Count == 0 && workspace.Usage.Count == 0 ? null : new UsageFacts(history, read.Intake, FleetForecaster.Of, last);
            var analysed = workspace.Bill.Count == 0 && workspace.InventoryFiles is null
                ? null
                : await WorkspaceAnalysis.RunAsync(order.Folder, new AnalysisChoices(null, null) { Usage = usage }, new StageTimings(), cancellationToken);
            return WorkspaceWatch.Of(analysed?.Analysis, sizing, sizes, history, unanalysed);
        }
    }
}

/// <summary>Looks at the workspace for the night that was asked for.</summary>
/// <param name="history">Usage up to its day.</param>
/// <param name="last">Sizes of the night before.</param>
/// <param name="sizes">Sizes of this night.</param>
internal delegate Task<WorkspaceSeen> WorkspaceWatcher(IReadOnlyList<UsageSketch> history, IReadOnlyList<SizeRecommendation> last, RightsizingResult sizes);

/// <summary>The nights of a run, oldest first, each resting on the one before.</summary>
internal sealed class NightChain(HistoryStore store, DailyReading read, NightSizing sizing, WorkspaceWatcher watch, Action<ChangeDigest> write, Predicate<DateOnly> isWritten)
{
    // Days whose samples the files no longer hold keep what the history has of them: fewer samples than before are not news.
    private readonly SortedDictionary<DateOnly, DayUsage> usage = new(store.Usage().ToDictionary(pair => pair.Key, pair => pair.Value));
    private readonly SortedDictionary<DateOnly, DaySketches> changed = [];

    public async Task<IReadOnlyList<NightOutcome>> RunAsync(DateOnly asked, CancellationToken cancellationToken)
    {
        foreach (var day in read.Days)
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
            // Nights so far back rest on nothing that can still change; their digests come from the store where they are missing.
            var isOld = day < asked.AddDays(-DueNights.HistoryDays);
            if (isOld && isWritten(day)) continue;
            var known = store.Read(day);
            if (before is null || nights.Any(night => night.Day > before.Day && night.Day < day))
                before = nights.LastOrDefault(night => night.Day < day) is { } earlier ? store.Read(earlier.Day) : null;
            if (lastSeen is null || nights.Any(night => night.Day > lastSeen.Day && night.Day < day)) lastSeen = LastSeen(nights, day);
            var basis = NightFingerprint.Basis(before is null ? null : NightFingerprint.Of(before), usage.Values.Where(of => of.Day <= day && of.Day > day.AddDays(-DueNights.HistoryDays)));
            var night = known;
            if (!isOld && (due.TryGetValue(day, out var reason) || known!.Basis != basis))
            {
                if (!due.ContainsKey(day)) reason = DueReason.Before;
                night = await WorkAsync(new DueNight(day, reason), basis, before, known, asked);
                var moved = known is null || known.Basis != basis || NightFingerprint.Of(known) != NightFingerprint.Of(night);
                var late = changed.Where(pair => pair.Key <= day).Select(pair => pair.Value).ToList();
                if (moved || late.Count > 0) store.Write(night, late);
                foreach (var written in late) changed.Remove(written.Usage.Day);
                outcomes.Add(new NightOutcome(ChangeDigest.Of(night, before, lastSeen), reason, moved));
            }

            // A run that was killed between a night and its digest left that of before, or none: what the store says is written either way.
            write(ChangeDigest.Of(night!, before, lastSeen));
            before = night;
            if (night!.Seen is not null) lastSeen = night;
        }

        return outcomes;
    }

    private async Task<Night> WorkAsync(DueNight due, string basis, Night? before, Night? known, DateOnly asked)
    {
        var history = History(due.Day);
        var last = before?.Recommendations ?? [];
        // The files say what is there now; of an earlier night only what it saw itself counts.
        var sizes = sizing.Run(history, read.Intake, due.Day == asked ? null : known?.Seen?.Sizes, last);
        var seen = due.Day == asked ? await watch(history, last, sizes) : known?.Seen;
        return NightWork.WorkOut(due, basis, before, known, usage.GetValueOrDefault(due.Day) ?? DayUsage.Nothing(due.Day), seen, [.. sizes.Rows.Select(row => row.Size)]);
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
