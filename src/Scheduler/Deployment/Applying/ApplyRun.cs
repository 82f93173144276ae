using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Deployment.Applying;

/// <summary>Does the changes of one set, each after what it needs, several at once.</summary>
public sealed class ApplyRun
{
    private readonly IReadOnlyDictionary<string, IResourceKind> kinds;
    private readonly ITempo tempo;
    private readonly IApplyJournal journal;
    private readonly ApplyOptions options;
    private readonly string applyId;
    private readonly string deployment;
    private readonly List<Change> done = [];
    private readonly List<FailedChange> failed = [];
    private readonly List<Change> skipped = [];
    private Resolution known;
    private bool answersLost;

    /// <summary>A run of one set of changes.</summary>
    /// <param name="kinds">Kinds by type.</param>
    /// <param name="deployment">Name of the deployment.</param>
    /// <param name="applyId">Id of the apply.</param>
    /// <param name="parameters">Values of parameters.</param>
    /// <param name="tempo">Waits between tries.</param>
    /// <param name="journal">Told before and after each step.</param>
    /// <param name="options">How.</param>
    public ApplyRun(IReadOnlyDictionary<string, IResourceKind> kinds, string deployment, string applyId, Resolution parameters, ITempo tempo, IApplyJournal journal, ApplyOptions options) =>
        (this.kinds, this.deployment, this.applyId, known, this.tempo, this.journal, this.options) = (kinds, deployment, applyId, parameters, tempo, journal, options);

    /// <summary>Does the changes. When it is stopped, steps under way are ended and no other is begun.</summary>
    public async Task<ApplyResult> DoAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        foreach (var there in changes.Changes.Where(change => change is { Kind: ChangeKind.None, LogicalId: not null, Live: not null })) known = known.With(there.LogicalId!, there.Live!);
        Change[] made = [.. changes.Effective.Where(change => change.Desired is not null)];
        await MakeAsync(made, cancellationToken).ConfigureAwait(false);
        foreach (var stage in changes.Effective.Where(change => change.Desired is null).GroupBy(change => Comparison.RemovalRank(change.Type)).OrderBy(stage => stage.Key))
        {
            // Something may still point to what would go.
            if (failed.Count > 0 || skipped.Count > 0) skipped.AddRange(stage);
            else await AllAsync([.. stage], cancellationToken).ConfigureAwait(false);
        }

        return new ApplyResult(done, failed, skipped, answersLost);
    }

    // Steps take turns on this one task's bookkeeping: only the calls themselves run at once.
    private async Task MakeAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        var waiting = changes.ToDictionary(change => change.LogicalId!, StringComparer.Ordinal);
        var needs = changes.ToDictionary(change => change.LogicalId!, change => Needs(change, waiting), StringComparer.Ordinal);
        var neededBy = changes.SelectMany(change => needs[change.LogicalId!].Select(need => (need, change))).ToLookup(pair => pair.need, pair => pair.change, StringComparer.Ordinal);
        var ready = new Queue<Change>(changes.Where(change => needs[change.LogicalId!].Count == 0));
        var running = new Dictionary<Task<Outcome>, Change>();
        while (ready.Count > 0 || running.Count > 0)
        {
            while (running.Count < options.Concurrency && ready.Count > 0 && !cancellationToken.IsCancellationRequested)
            {
                var next = ready.Dequeue();
                running.Add(StepAsync(next, cancellationToken), next);
            }

            if (running.Count == 0) break;
            var ended = await Task.WhenAny(running.Keys).ConfigureAwait(false);
            running.Remove(ended, out var change);
            if (!Settle(change!, await ended.ConfigureAwait(false))) continue;
            waiting.Remove(change!.LogicalId!);
            foreach (var next in neededBy[change.LogicalId!])
                if (needs[next.LogicalId!].Remove(change.LogicalId!) && needs[next.LogicalId!].Count == 0) ready.Enqueue(next);
        }

        var failures = failed.Select(failure => failure.Change).ToHashSet(ReferenceEqualityComparer.Instance);
        skipped.AddRange(changes.Where(change => waiting.ContainsKey(change.LogicalId!) && !failures.Contains(change)));
    }

    private async Task AllAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        foreach (var some in changes.Chunk(options.Concurrency))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                skipped.AddRange(some);
                continue;
            }

            var outcomes = await Task.WhenAll(some.Select(change => StepAsync(change, cancellationToken))).ConfigureAwait(false);
            for (var i = 0; i < some.Length; i++) Settle(some[i], outcomes[i]);
        }
    }

    private async Task<Outcome> StepAsync(Change change, CancellationToken cancellationToken)
    {
        var step = new ChangeStep(kinds[change.Type], deployment, applyId, tempo, options);
        try
        {
            var desired = change.Desired is null ? null : known.Resolve(change.Desired);
            journal.Started(change);
            return new Outcome(await step.DoAsync(change, desired, cancellationToken).ConfigureAwait(false), null, step.AnswersLost);
        }
        catch (ProblemException problem)
        {
            return new Outcome(null, problem.Problems[0], step.AnswersLost);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new Outcome(null, new Problem("stopped while waiting to try again", $"{change.Type} `{change.PhysicalName}`", "run the same command again: it goes on where it stopped"), step.AnswersLost);
        }
    }

    private bool Settle(Change change, Outcome outcome)
    {
        answersLost |= outcome.AnswersLost;
        if (outcome.Problem is { } problem)
        {
            failed.Add(new FailedChange(change, problem));
            journal.Failed(change, problem);
            return false;
        }

        if (outcome.Live is { } live && change.LogicalId is { } id) known = known.With(id, live);
        done.Add(change);
        journal.Done(change);
        return true;
    }

    private static HashSet<string> Needs(Change change, Dictionary<string, Change> all) =>
        [.. change.Desired!.References().Concat(change.Desired.After).Where(all.ContainsKey)];

    private sealed record Outcome(LiveResource? Live, Problem? Problem, bool AnswersLost);
}
