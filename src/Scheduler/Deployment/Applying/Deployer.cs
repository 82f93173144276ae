using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Comparing;
using CostTool.Scheduler.Deployment.CuttingOver;

namespace CostTool.Scheduler.Deployment.Applying;

/// <summary>Compares, applies, removes and adopts deployments. What is there is read each time: nothing is remembered that the account does not say.</summary>
/// <param name="kinds">Kinds by type.</param>
/// <param name="deploymentLock">Keeps two applies apart.</param>
/// <param name="journal">What the last apply did.</param>
/// <param name="quotas">What the account takes.</param>
/// <param name="tempo">Waits.</param>
/// <param name="options">How.</param>
public sealed class Deployer(
    IReadOnlyDictionary<string, IResourceKind> kinds, IDeploymentLock deploymentLock, IApplyJournal journal, IQuotaReader quotas, ITempo tempo, ApplyOptions options)
{
    /// <summary>What would be done. Only reads.</summary>
    public async Task<ChangeSet> CompareAsync(DesiredState state, Resolution parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(parameters);
        DesiredResource[] named = [.. state.Resources.Select(parameters.Resolve)];
        var live = await LiveState.ReadAsync(kinds, state.Name, named, cancellationToken).ConfigureAwait(false);
        return Comparison.Of(HeldSchedules.Keep(state, live, options.MadeHeld), live, parameters, kinds);
    }

    /// <summary>Makes it so.</summary>
    /// <param name="state">What should be.</param>
    /// <param name="parameters">Values of parameters.</param>
    /// <param name="reviewed">What was agreed to; the account must not have moved since, but by this very apply before it was interrupted.</param>
    /// <param name="newId">Id of the apply, unless it goes on with an interrupted one.</param>
    /// <param name="cancellationToken">No step is begun any more; those under way end.</param>
    /// <exception cref="ProblemException">Nothing was done: something is not ours, a quota is too small, the account moved, or another apply is under way.</exception>
    public async Task<ApplyResult> ApplyAsync(DesiredState state, Resolution parameters, ReviewedChanges? reviewed, string newId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        var before = journal.Interrupted is { } interrupted && interrupted.Deployment == state.Name && interrupted.PlanSha256 == state.PlanSha256 ? interrupted : null;
        if (before is null && await NothingToDoAsync(state, parameters, reviewed, cancellationToken).ConfigureAwait(false)) return new ApplyResult([], [], [], false);
        // Told before the lock is taken, and ended after it is given back: whenever the process is killed, the next one knows the id that the lock is with.
        var header = before ?? new ApplyHeader(newId, state.Name, state.PlanSha256, "");
        journal.Begin(header);
        ApplyResult result;
        await using ((await deploymentLock.TakeAsync(state.Name, header.Id, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false))
        {
            var changes = await CompareAsync(state, parameters, cancellationToken).ConfigureAwait(false);
            changes.RequireOurs();
            reviewed?.Require(changes, resumedFrom: before?.LiveSha256);
            if (await QuotaCheck.ProblemsAsync(changes, quotas, cancellationToken).ConfigureAwait(false) is { Count: > 0 } problems) throw new ProblemException(problems);
            if (header.LiveSha256.Length == 0) journal.Begin(header with { LiveSha256 = changes.LiveSha256 });
            result = await RoundsAsync(state, parameters, header.Id, changes, reviewed, cancellationToken).ConfigureAwait(false);
        }

        if (result.Complete) journal.End();
        return result;
    }

    /// <summary>Removes everything that bears the deployment's mark, and nothing else.</summary>
    public Task<ApplyResult> DestroyAsync(string deployment, ReviewedChanges? reviewed, string newId, CancellationToken cancellationToken) =>
        ApplyAsync(Nothing(deployment), new Resolution(new Dictionary<string, ResourceValue>()), reviewed, newId, cancellationToken);

    /// <summary>The state of a deployment of which nothing is left.</summary>
    public static DesiredState Nothing(string deployment) => new() { Name = deployment, PlanSha256 = "", Parameters = [], Resources = [] };

    /// <summary>Takes over resources of the state that exist and bear no mark: marks them, and changes nothing else.</summary>
    /// <param name="state">What should be.</param>
    /// <param name="parameters">Values of parameters.</param>
    /// <param name="names">Physical names or logical ids of those to take over.</param>
    /// <param name="newId">Holder of the lock.</param>
    /// <param name="cancellationToken">Stops between calls.</param>
    /// <returns>What was taken over.</returns>
    /// <exception cref="ProblemException">Nothing was done: one is not in the plan, is not there, or belongs to another deployment.</exception>
    public async Task<IReadOnlyList<Change>> AdoptAsync(DesiredState state, Resolution parameters, IReadOnlyCollection<string> names, string newId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(names);
        await using var held = (await deploymentLock.TakeAsync(state.Name, newId, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        var changes = (await CompareAsync(state, parameters, cancellationToken).ConfigureAwait(false)).Changes;
        var problems = new List<Problem>();
        var adopted = new List<Change>();
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            Change[] meant = [.. changes.Where(change => change.Desired is not null && (change.LogicalId == name || change.PhysicalName == name))];
            if (meant.Length == 0) problems.Add(new Problem($"the plan has no resource `{name}`", state.Name, "name one that `costtool schedule diff` shows"));
            foreach (var change in meant)
            {
                if (change.Live is null) problems.Add(new Problem($"there is no {change.Type} `{change.PhysicalName}`", state.Name, "apply makes it"));
                else if (change.Live.Owner is { } owner && owner != state.Name) problems.Add(new Problem($"{change.Type} `{change.PhysicalName}` belongs to the deployment `{owner}`", state.Name, "destroy that deployment, or name this one otherwise"));
                else if (change.Live.Owner is null) adopted.Add(change);
            }
        }

        if (problems.Count > 0) throw new ProblemException(problems);
        foreach (var change in adopted) await kinds[change.Type].AdoptAsync(change.Live!, state.Name, cancellationToken).ConfigureAwait(false);
        return adopted;
    }

    private async Task<ApplyResult> RoundsAsync(DesiredState state, Resolution parameters, string id, ChangeSet changes, ReviewedChanges? reviewed, CancellationToken cancellationToken)
    {
        var done = new List<Change>();
        for (var round = 1; ; round++)
        {
            var result = await new ApplyRun(kinds, state.Name, id, parameters, tempo, journal, options).DoAsync(changes, cancellationToken).ConfigureAwait(false);
            done.AddRange(result.Done);
            // A lost answer may hide a second version, or a step that took effect after it was given up.
            if (result.AnswersLost && round < options.Rounds && !cancellationToken.IsCancellationRequested)
            {
                changes = await CompareAsync(state, parameters, cancellationToken).ConfigureAwait(false);
                changes.RequireOurs();
                reviewed?.RequireOf(changes);
                if (changes.Effective.Any()) continue;
                result = new ApplyResult([], [], [], false);
            }

            return result with { Done = done };
        }
    }

    // An apply that would change nothing changes nothing: it takes no lock either.
    private async Task<bool> NothingToDoAsync(DesiredState state, Resolution parameters, ReviewedChanges? reviewed, CancellationToken cancellationToken)
    {
        var changes = await CompareAsync(state, parameters, cancellationToken).ConfigureAwait(false);
        changes.RequireOurs();
        reviewed?.Require(changes, resumedFrom: null);
        return !changes.Effective.Any();
    }
}
