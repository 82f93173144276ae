using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Commands;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Cli.Deployment;

/// <summary>What is agreed to before a deployment is changed.</summary>
public sealed record ApplyConsent
{
    /// <summary>File of changes that were reviewed; null for none.</summary>
    public string? Reviewed { get; init; }

    /// <summary>Nobody is asked.</summary>
    public bool Yes { get; init; }

    /// <summary>Only shown.</summary>
    public bool DryRun { get; init; }
}

/// <summary>Shows changes, makes sure that somebody agrees, makes them, and says what was done: the one path of apply and destroy.</summary>
/// <param name="deployment">The deployment.</param>
/// <param name="talk">Where it speaks.</param>
/// <param name="clock">Dates the journal.</param>
/// <param name="verb">What is asked and told, such as <c>apply</c>.</param>
public sealed class DeploymentApply(OpenDeployment deployment, DeploymentTalk talk, TimeProvider clock, string verb)
{
    private const string GoOn = "run the same command again: it goes on where it stopped";

    /// <summary>Does it.</summary>
    /// <param name="consent">What is agreed to.</param>
    /// <param name="json">The result is told as JSON.</param>
    /// <param name="cancellationToken">Steps under way end, and no other is begun.</param>
    /// <exception cref="ProblemException">Nothing was done, or not all: it says which.</exception>
    public async Task RunAsync(ApplyConsent consent, bool json, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(consent);
        var reviewed = consent.Reviewed is { } file ? await ReviewFile.ReadAsync(file, deployment.State.Name, deployment.Identity, cancellationToken) : null;
        if (consent.DryRun)
        {
            using var past = ApplyJournalFile.Open(deployment.Folder.Journal, clock);
            var seen = await deployment.Deployer(past).CompareAsync(deployment.State, deployment.Parameters, cancellationToken);
            Show(seen, json);
            if (json) JsonOutput.Write(talk.Output, writer => ChangesJson.Write(writer, seen, deployment.Identity));
            return;
        }

        using var held = await deployment.Folder.LockAsync(clock, cancellationToken);
        using var journal = ApplyJournalFile.Open(deployment.Folder.Journal, clock);
        if (journal.Interrupted is { } interrupted) await talk.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"the last run (`{interrupted.Id}`) did not end; what it did stays"));
        var changes = await deployment.Deployer(journal).CompareAsync(deployment.State, deployment.Parameters, cancellationToken);
        Show(changes, json);
        deployment.Require(changes);
        if (changes.Effective.Any()) Agree(consent, changes);
        // Nothing is left to do, and nothing was left half done: the account is not even locked.
        else if (journal.Interrupted is null)
        {
            Tell(new ApplyResult([], [], [], false), json);
            return;
        }

        // What was shown just now is what is agreed to: the account is read again under its lock, and must not have moved.
        var progress = new ApplyProgressLine(journal, talk.Error, changes.Effective.Count());
        var result = await ApplyAsync(progress, reviewed ?? ReviewedChanges.Of(changes), cancellationToken);
        Tell(result, json);
        RefuseIncomplete(result, cancellationToken.IsCancellationRequested);
    }

    private void Tell(ApplyResult result, bool json)
    {
        if (json) JsonOutput.Write(talk.Output, writer => ApplyResultJson.Write(writer, deployment, result));
        else talk.Output.WriteLine(ApplyResultText.Totals(result));
    }

    private async Task<ApplyResult> ApplyAsync(ApplyProgressLine progress, ReviewedChanges reviewed, CancellationToken cancellationToken)
    {
        try
        {
            // Not from the clock: two machines may start in the same instant.
            var id = Guid.NewGuid().ToString("N");
            return await deployment.Deployer(progress).ApplyAsync(deployment.State, deployment.Parameters, reviewed, id, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(new Problem("stopped before it was done", deployment.State.Name, GoOn));
        }
        finally
        {
            progress.Clear();
        }
    }

    private void Show(ChangeSet changes, bool json)
    {
        talk.Error.WriteLine($"{deployment.State.Name} in {deployment.Identity}");
        if (!json) StyledLines.Write(talk.Output, ChangeText.Of(changes));
    }

    private void Agree(ApplyConsent consent, ChangeSet changes)
    {
        if (consent.Yes || consent.Reviewed is not null) return;
        if (talk.Ask is null) throw new ProblemException(new Problem($"nobody is there to agree to {ChangeText.Summary(changes)}", "--yes", "look at them first, then give --yes, or for apply --reviewed FILE"));
        if (!talk.Ask($"{verb} this in {deployment.Identity}?")) throw new ProblemException(new Problem("nobody agreed, so nothing was done", verb, "answer y, or give --yes"));
    }

    private void RefuseIncomplete(ApplyResult result, bool stopped)
    {
        if (result.Complete) return;
        List<Problem> problems = [.. result.Failed.Select(failure => failure.Problem)];
        if (result.Skipped.Count > 0)
            problems.Add(new Problem(string.Create(CultureInfo.InvariantCulture, $"{(stopped ? "stopped" : "not all is done")}: {result.Done.Count} steps are done, {result.Skipped.Count} were not begun"), deployment.State.Name, GoOn));
        throw new ProblemException(problems);
    }
}
