using System.CommandLine;
using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Celery;
using CostTool.Sources.Workspaces;
using NodaTime;

namespace CostTool.Cli.Commands.Schedules;

/// <summary>Options that every command over schedules has.</summary>
internal static class ScheduleOptions
{
    public static Option<string?> Version() => new("--celery-version") { Description = "Release of Celery whose rules hold, as 5.4.0; the workspace's, the dump's or the newest known when left out.", HelpName = "V" };

    public static Option<string?> AsOf() => new("--as-of") { Description = "Instant or date that stands for now, as 2026-11-23 or 2026-11-23T12:00:00Z.", HelpName = "DATE" };

    public static async Task<CompiledWorkspace> ReadAsync(string folder, string? version, string? asOf, bool replayed, CancellationToken cancellationToken) =>
        CompiledWorkspace.Of(await CeleryWorkspace.ReadAsync(WorkspaceReader.Open(folder), version, replayed, cancellationToken), Now(asOf));

    public static Instant Now(string? text) =>
        text is null ? Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow())
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Instant.FromDateTimeOffset(at)
        : throw new ProblemException(new Problem($"`{text}` is not a date or an instant", "--as-of", "write it as 2026-11-23 or 2026-11-23T12:00:00Z"));
}
