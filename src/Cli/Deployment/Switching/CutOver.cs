using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Celery;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.CuttingOver;
using CostTool.Scheduler.Schedules;
using CostTool.Sources.Celery;
using NodaTime;

namespace CostTool.Cli.Deployment.Switching;

/// <summary>What the user says of a switch.</summary>
/// <param name="Names">Entries to switch; empty for all.</param>
/// <param name="Confirmed">Entries that beat no longer has, says their owner.</param>
/// <param name="AllowGap">Entries without a quiet moment are switched all the same.</param>
/// <param name="BeatSeconds">Beat looks at its table so often.</param>
internal sealed record SwitchWish(IReadOnlyList<string> Names, IReadOnlyList<string> Confirmed, bool AllowGap, int BeatSeconds)
{
    /// <summary>Beat's own default.</summary>
    public const int UsualBeatSeconds = 5;
}

/// <summary>Moves the entries of a deployment between beat and EventBridge Scheduler, and tells how it goes.</summary>
internal sealed class CutOver(SavedPlan saved, OpenDeployment deployment, IDeploymentAccount account, DeploymentTalk talk) : ISwitchProgress, ISwitchClock
{
    public Instant Now => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    /// <summary>The entries that are meant.</summary>
    /// <exception cref="ProblemException">A name is none of the plan's.</exception>
    public static IReadOnlyList<SwitchedEntry> Entries(SavedPlan saved, OpenDeployment deployment, SwitchWish wish, DateTimeOffset now)
    {
        var all = SwitchedEntries.Of(saved.Plan.Plan, saved.Settings, deployment.State, wish.Confirmed.ToHashSet(StringComparer.Ordinal), now);
        var known = all.SelectMany(entry => (string[])[entry.Id, entry.Row.Name]).ToHashSet(StringComparer.Ordinal);
        Problem[] unknown = [.. wish.Names.Concat(wish.Confirmed).Where(name => !known.Contains(name)).Select(name => new Problem($"the plan switches no entry `{name}`", "plan.json", "name one that the plan launches and that is enabled in Celery"))];
        if (unknown.Length > 0) throw new ProblemException(unknown);
        return wish.Names.Count == 0 ? all : [.. all.Where(entry => wish.Names.Contains(entry.Row.Name, StringComparer.Ordinal) || wish.Names.Contains(entry.Id, StringComparer.Ordinal))];
    }

    /// <summary>Whether every entry is where it should be, or left to its owner with a word of what to do.</summary>
    public static bool Well(IReadOnlyList<SwitchOutcome> outcomes) => outcomes.All(outcome => outcome.End is SwitchEnd.Switched or SwitchEnd.AlreadyThere or SwitchEnd.LeftToOwner);

    /// <summary>Which side runs each, without changing anything.</summary>
    public async Task<IReadOnlyList<SwitchSides>> LookAsync(IReadOnlyList<SwitchedEntry> entries, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(entries, cancellationToken);
        var schedules = new AccountSchedules(account.Kinds[HeldSchedules.Type], deployment.State, this);
        var sides = new List<SwitchSides>();
        foreach (var entry in entries)
        {
            var enabled = new List<bool?>();
            foreach (var schedule in entry.Schedules) enabled.Add(await schedules.ReadAsync(schedule.PhysicalName, cancellationToken));
            sides.Add(new SwitchSides(entry, entry.RowId is null ? null : (await rows.ReadAsync(entry, cancellationToken))?.Enabled, enabled.Contains(true)));
        }

        return sides;
    }

    /// <summary>Moves them.</summary>
    /// <returns>How each ended.</returns>
    public async Task<IReadOnlyList<SwitchOutcome>> RunAsync(IReadOnlyList<SwitchedEntry> entries, SwitchDirection direction, SwitchWish wish, CancellationToken cancellationToken)
    {
        await using var locked = await account.Lock.TakeAsync(deployment.State.Name, Holder, cancellationToken);
        var rows = await RowsAsync(entries, cancellationToken);
        var options = new SwitchOptions { AllowGap = wish.AllowGap, Guard = wish.BeatSeconds == SwitchWish.UsualBeatSeconds ? SwitchGuard.Usual : SwitchGuard.Of(Duration.FromSeconds(wish.BeatSeconds)), Version = await VersionAsync(cancellationToken) };
        var schedules = new AccountSchedules(account.Kinds[HeldSchedules.Type], deployment.State, this);
        var outcomes = await new SwitchRun(rows, schedules, this, SwitchJournalFile.Open(deployment.Folder), this, options).DoAsync(entries, direction, cancellationToken);
        talk.Output.WriteLine(string.Join(", ", outcomes.GroupBy(outcome => outcome.End).OrderBy(group => group.Key).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {Word(group.Key)}"))));
        return outcomes;
    }

    public async Task WaitUntilAsync(Instant moment, CancellationToken cancellationToken)
    {
        // The clock of the machine may be set meanwhile; it is looked at every minute.
        while (moment - Now is var left && left > Duration.Zero)
            await Task.Delay(Duration.Min(left, Duration.FromMinutes(1)).ToTimeSpan() + TimeSpan.FromMilliseconds(1), cancellationToken);
    }

    public void Waiting(SwitchedEntry entry, Instant until, string why) => Say($"{entry.Row.Name}: waits until {Text(until)} ({why})");

    public void Stepped(SwitchedEntry entry, SwitchStep step) => Say($"{entry.Row.Name}: {step switch { SwitchStep.DisableRow => "row disabled", SwitchStep.EnableRow => "row enabled", SwitchStep.DisableSchedule => "schedule disabled", _ => "schedule enabled" }}");

    public void Ended(SwitchOutcome outcome)
    {
        lock (talk)
        {
            talk.Output.WriteLine($"{outcome.Entry.Row.Name}: {Word(outcome.End)}{(outcome.Reason is { } reason ? $": {reason}" : "")}");
            foreach (var fire in outcome.Missed)
                talk.Output.WriteLine($"{outcome.Entry.Row.Name}: {(fire.Certain ? "nobody ran" : "perhaps nobody ran")} what was due at {Text(fire.At)}; `costtool schedule run {saved.Workspace.Folder} \"{outcome.Entry.Row.Name}\"` runs it");
        }
    }

    /// <summary>How it ended, in words.</summary>
    public static string Word(SwitchEnd end) => end switch
    {
        SwitchEnd.AlreadyThere => "already there",
        SwitchEnd.LeftToOwner => "left to you",
        _ => end.ToString().ToLowerInvariant(),
    };

    private static string Text(Instant at) => at.ToString("uuuu-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private void Say(string line)
    {
        lock (talk) talk.Error.WriteLine($"{Text(Now)} {line}");
    }

    // The same for every run from this folder, so that one that was killed is gone on with at once; the folder's own lock keeps two of them apart.
    private string Holder => $"switch-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}\n{Path.GetFullPath(deployment.Folder.Path)}")))[..16]}";

    private async Task<IRowSwitch> RowsAsync(IReadOnlyList<SwitchedEntry> entries, CancellationToken cancellationToken) =>
        entries.Any(entry => entry.RowId is not null) ? new BeatRows(Database(), new CeleryTimes { TimeZone = await ZoneAsync(cancellationToken) }, this) : new NoRows();

    private DatabaseUrl Database() => saved.Workspace.Celery.TryGetValue("database", out var url)
        ? DatabaseUrl.Parse(url, Environment.GetEnvironmentVariable, "costtool.yaml: celery")
        : throw new ProblemException(new Problem("the plan has rows of a database that the workspace does not name", "costtool.yaml: celery", "add `database: env:NAME`"));

    private async Task<string> ZoneAsync(CancellationToken cancellationToken) => (await CeleryWorkspace.ReadAsync(saved.Workspace, null, replayed: false, cancellationToken)).Facts.TimeZone ?? "UTC";

    private async Task<CeleryVersion> VersionAsync(CancellationToken cancellationToken) => (await CeleryWorkspace.ReadAsync(saved.Workspace, null, replayed: false, cancellationToken)).Version;

    // Entries of an app's own settings are not rows: nobody asks.
    private sealed class NoRows : IRowSwitch
    {
        public Task<CeleryEntry?> ReadAsync(SwitchedEntry entry, CancellationToken cancellationToken) => Task.FromResult<CeleryEntry?>(null);

        public Task SetAsync(SwitchedEntry entry, bool enabled, Instant? lastRun, CancellationToken cancellationToken) => throw new AccountFaultException("there are no rows", FaultEffect.None);

        public Task AnnounceAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
