using System.CommandLine;
using System.Text;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Nightly;
using CostTool.Reports.Nightly;
using CostTool.Sources.Workspaces;

namespace CostTool.Cli.Commands;

/// <summary><c>costtool nightly</c>: what moved since the last night, and what recommended savings came to.</summary>
internal static class NightlyCommand
{
    /// <summary>File of the history in a workspace.</summary>
    internal const string DefaultStore = "history/costtool.duckdb";
    private const string DefaultFolder = "nightly";

    public static Command Create()
    {
        var workspace = WorkspaceOptions.Workspace();
        var asOf = new Option<string?>("--as-of") { Description = "Day to work out (UTC), as 2026-11-22; yesterday, the last whole day, when left out.", HelpName = "DATE" };
        var store = new Option<string?>("--store") { Description = $"File of the history; WORKSPACE/{DefaultStore} when left out.", HelpName = "FILE" };
        var folder = new Option<string?>("--out") { Description = $"Folder of the digests; WORKSPACE/{DefaultFolder} when left out.", HelpName = "DIR" };
        var wait = new Option<int>("--wait") { Description = "Seconds to wait for another run on the same history; 0 fails at once.", HelpName = "SECONDS" };
        var json = new Option<bool>("--json") { Description = "Print the digest of the day as JSON." };
        var install = new Option<string?>("--install") { Description = "Print what makes it run each night and change nothing: systemd, cron or eventbridge.", HelpName = "KIND" };
        var command = new Command("nightly", "Works out the nights that are due: sizes, figures, what moved and why, and the ledger of savings.") { workspace, asOf, store, folder, wait, json, install };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var from = parsed.GetRequiredValue(workspace);
            var output = parsed.InvocationConfiguration.Output;
            var file = parsed.GetValue(store) ?? Path.Combine(from, DefaultStore);
            var to = parsed.GetValue(folder) ?? Path.Combine(from, DefaultFolder);
            if (parsed.GetValue(install) is { } kind)
            {
                WorkspaceReader.Open(from);
                await output.WriteAsync(NightlyInstall.Text(kind, new NightlyPlaces(Environment.ProcessPath ?? "costtool", Path.GetFullPath(from), Path.GetFullPath(file), Path.GetFullPath(to))));
                return (int)ExitCode.Done;
            }

            if (parsed.GetValue(wait) is < 0 and var negative) throw new ProblemException(new Problem($"`{negative}` is not a time to wait", "--wait", "give seconds, 0 or more"));
            var clock = TimeProvider.System;
            var day = WorkspaceOptions.Choices(parsed, null, asOf).AsOf ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1);
            var (name, nights) = await NightRun.RunAsync(new NightOrder(from, day, file, to, TimeSpan.FromSeconds(parsed.GetValue(wait))), clock, cancellationToken);
            if (parsed.GetValue(json))
            {
                await output.WriteAsync(Encoding.UTF8.GetString(DigestWriter.Json(nights.Single(night => night.Digest.Night.Day == day).Digest, name)));
                return (int)ExitCode.Done;
            }

            foreach (var night in nights)
            {
                DigestWriter.Summarise(night.Digest, output);
                if (!night.Wrote) await output.WriteLineAsync("  as it was: nothing written");
            }

            await output.WriteLineAsync($"digests: {to}");
            return (int)ExitCode.Done;
        });
        return command;
    }
}
