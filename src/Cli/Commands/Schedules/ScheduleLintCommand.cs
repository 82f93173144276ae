using System.CommandLine;
using CostTool.Scheduler.Linting;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule lint</c>: schedules and settings that lose work or money.</summary>
internal static class ScheduleLintCommand
{
    public static Command Create()
    {
        var workspace = new Argument<string>("WORKSPACE") { Description = "Folder with Celery schedules." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var detailed = new Option<bool>("--detailed-exitcode") { Description = "Exit with 2 when there are findings." };
        var version = ScheduleOptions.Version();
        var asOf = ScheduleOptions.AsOf();
        var command = new Command("lint", "Finds schedules and settings that lose work or money, and says how to mend them.") { workspace, json, detailed, version, asOf };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var compiled = await ScheduleOptions.ReadAsync(parsed.GetRequiredValue(workspace), parsed.GetValue(version), parsed.GetValue(asOf), replayed: false, cancellationToken);
            var findings = ScheduleLint.Check(compiled.ToLintInputs());
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) WriteJson(findings, output);
            else WriteText(findings, output);
            return (int)(parsed.GetValue(detailed) && findings.Count > 0 ? ExitCode.Changes : ExitCode.Done);
        });
        return command;
    }

    private static void WriteText(IReadOnlyList<LintFinding> findings, TextWriter output)
    {
        foreach (var finding in findings)
        {
            output.WriteLine($"{finding.Level.ToString().ToLowerInvariant()} {finding.Rule}{(finding.Entry is { } entry ? $": {entry}" : string.Empty)}: {finding.What}");
            if (finding.Origin is { } origin) output.WriteLine($"  --> {origin}");
            output.WriteLine($"  why: {finding.Why}");
            output.WriteLine($"  mend: {finding.Mend}");
        }

        output.WriteLine($"{findings.Count} findings");
    }

    private static void WriteJson(IReadOnlyList<LintFinding> findings, TextWriter output) => JsonOutput.Write(output, writer =>
    {
        writer.WriteStartArray();
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("id", finding.Id);
            writer.WriteString("rule", finding.Rule);
            writer.WriteString("level", finding.Level.ToString().ToLowerInvariant());
            writer.WriteString("schedule_id", finding.ScheduleId);
            writer.WriteString("entry", finding.Entry);
            writer.WriteString("origin", finding.Origin);
            writer.WriteString("what", finding.What);
            writer.WriteString("why", finding.Why);
            if (finding.MonthlyUsd is { } monthly) writer.WriteNumber("usd_per_month", monthly.Amount);
            else writer.WriteNull("usd_per_month");
            writer.WriteString("mend", finding.Mend);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
