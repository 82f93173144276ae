using System.Text;
using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Cli;
using CostTool.Reports.Tests.Fixtures;
using CostTool.Scheduler.Planning;

namespace CostTool.EndToEnd.Schedules;

/// <summary>The schedule commands over the made-up company: 30 schedules of its settings, 7 of its database.</summary>
public sealed class SampleSchedulesTests
{
    private static readonly string Sample = Repository.Path("samples", "atelier");

    [Fact]
    public async Task Import_lists_what_both_sources_hold_and_refuses_the_Sunday_written_as_7()
    {
        using var read = JsonDocument.Parse(await DoneAsync("import", "--json"));
        Assert.Equal("5.4.0", read.RootElement.GetProperty("celery_version").GetString());
        var entries = read.RootElement.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(36, entries.Count);
        Assert.Equal(6, entries.Count(entry => entry.Text("origin")!.StartsWith("celery/database.csv:", StringComparison.Ordinal)));
        Assert.Equal(entries.Select(entry => entry.Text("name")).Order(StringComparer.Ordinal), entries.Select(entry => entry.Text("name")));
        var daily = entries.Single(entry => entry.Text("name") == "daily usage report");
        Assert.Equal(("reports.usage_daily", "crontab(30 2 * * *)", "Europe/Paris"), (daily.Text("task"), daily.Text("schedule"), daily.Text("timezone")));
        var refused = Assert.Single(read.RootElement.GetProperty("refused").EnumerateArray());
        Assert.Equal(("Sunday summary", "celery/database.csv:6"), (refused.Text("name"), refused.Text("origin")));
        Assert.Contains("crontab(0 20 * * 7)", refused.Text("reason"), StringComparison.Ordinal);

        Assert.EndsWith("36 entries, 1 refused, Celery 5.4.0, 28 tasks with history\n", await DoneAsync("import"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_names_what_was_put_into_the_sample_and_can_exit_with_2()
    {
        using var read = JsonDocument.Parse(await DoneAsync("lint", "--json", "--as-of", "2026-11-01"));
        var findings = read.RootElement.EnumerateArray().ToList();
        Assert.Equal(findings.Count, findings.Select(finding => finding.Text("id")).Distinct(StringComparer.Ordinal).Count());
        (string? Rule, string? Entry)[] expected =
        [
            ("dead-row", "Sunday summary"), ("dst-gap", "daily usage report"), ("hour-without-minute", "expire invitations"),
            ("duplicate", "trial ending"), ("countdown-beyond-visibility", "timesheets"),
        ];
        Assert.Empty(expected.Except(findings.Select(finding => (finding.Text("rule"), finding.Text("entry")))));
        Assert.All(findings, finding => Assert.All(["what", "why", "mend"], name => Assert.NotEqual(string.Empty, finding.Text(name))));

        var result = await CommandLine.RunAsync("schedule", "lint", Sample, "--detailed-exitcode", "--as-of", "2026-11-01");
        Assert.Equal((ExitCode.Changes, string.Empty), (result.Code, result.Error));
        Assert.EndsWith($"\n{findings.Count} findings\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_without_detailed_exitcode_exits_with_0_whatever_it_finds()
    {
        var output = await DoneAsync("lint", "--as-of", "2026-11-01");
        Assert.Contains("error dead-row: Sunday summary", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_shows_both_calendars_in_both_zones()
    {
        var blocks = Blocks(await DoneAsync("next", "--as-of", "2027-03-27", "--count", "2"));
        // Paris changes to summer time on 28 March 2027; Celery 5.4 runs 02:30 when the gap is over, EventBridge leaves it out.
        Assert.Equal(
            [
                "daily usage report  crontab(30 2 * * *)  Europe/Paris",
                "  cron(30 2 * * ? *)  Europe/Paris",
                "  2027-03-27T01:30:00Z Sat 02:30:00 +01        2027-03-27T01:30:00Z Sat 02:30:00 +01",
                "  2027-03-28T01:00:00Z Sun 03:00:00 +02        2027-03-29T00:30:00Z Mon 02:30:00 +02        differs",
            ],
            blocks["daily usage report"]);
        Assert.Equal("  cron(0 5 ? * MON *)  Europe/Paris  (disabled)", blocks["Contoso weekly"][1]);
    }

    [Fact]
    public async Task Next_shows_one_moment_once_and_nothing_after_an_expiry()
    {
        var blocks = Blocks(await DoneAsync("next", "--as-of", "2026-11-01", "--count", "3"));
        Assert.Equal(37, blocks.Count);
        Assert.Equal(
            ["  at(2026-11-05T08:00:00)  UTC", "  2026-11-05T08:00:00Z Thu 09:00:00 +01        2026-11-05T08:00:00Z Thu 09:00:00 +01"],
            blocks["Launch mailing"].Skip(1));
        Assert.Equal(["  refused: it expired at 2026-09-01T00:00:00Z; delete the entry, or move its expiry"], blocks["Summer campaign"].Skip(1));
    }

    [Fact]
    public async Task Plan_writes_the_same_bytes_twice_and_a_stamp_that_an_edit_breaks()
    {
        using var folder = new TemporaryFolder();
        var printed = await DoneAsync("plan", "--as-of", "2026-11-01", "--out", folder.In("first"), "--json");
        await DoneAsync("plan", "--as-of", "2026-11-01", "--out", folder.In("second"));
        var files = Directory.GetFiles(folder.In("first")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["plan.json", "schedules.csv", "schema.json"], files);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(folder.In("first", file!)), File.ReadAllBytes(folder.In("second", file!))));

        var bytes = await File.ReadAllBytesAsync(folder.In("first", "plan.json"), TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.GetString(bytes), printed);
        var plan = PlanFile.Read(bytes, "plan.json").Plan;
        Assert.Equal(("atelier", "2026-10 (744 of 744 h, final)", 37), (plan.Name, plan.Month, plan.Rows.Count));
        var edited = Encoding.UTF8.GetString(bytes).Replace("\"strategy\": \"keep-as-service\"", "\"strategy\": \"drop\"", StringComparison.Ordinal);
        Assert.NotEqual(printed, edited);
        var problem = Assert.Throws<ProblemException>(() => PlanFile.Read(Encoding.UTF8.GetBytes(edited), "plan.json"));
        Assert.Contains("changed after it was saved", problem.Message, StringComparison.Ordinal);

        await TableIsOfThePlan(folder.In("first", "schedules.csv"), plan);
    }

    private static async Task TableIsOfThePlan(string file, SchedulePlan plan)
    {
        var csv = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                "schedule_id", "source", "task", "queue", "celery_schedule", "timezone", "strategy", "expression", "expression_timezone", "exact", "runs_per_month",
                "task_vcpu", "task_memory_mib", "usd_per_month_today", "usd_per_month_planned", "caveats", "entry", "origin",
            ],
            Csv.Header(csv));
        var rows = Csv.Read(csv).ToDictionary(row => row["entry"], StringComparer.Ordinal);
        Assert.Equal(plan.Rows.Select(row => row.Entry).Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        // October 2026 has 31 nights; the clock goes back on the 25th, and the second 02:30 does not count.
        var daily = rows["daily usage report"];
        Assert.Equal(("scheduled-one-shot", "cron(30 2 * * ? *)", "true", "31"), (daily["strategy"], daily["expression"], daily["exact"], daily["runs_per_month"]));
        // Every 30 s is under the shortest rate, one minute: it stays, without an expression.
        Assert.Equal(("keep-as-service", string.Empty, "false"), (rows["heartbeat"]["strategy"], rows["heartbeat"]["expression"], rows["heartbeat"]["exact"]));
        Assert.All(["Contoso weekly", "Summer campaign", "Sunday summary"], dead => Assert.Equal("drop", rows[dead]["strategy"]));
        // The settings say hour 9 as a number, the database as text: it is the same schedule, and its copy goes.
        Assert.Equal("keep-as-service", rows["Trial ending (support)"]["strategy"]);
        Assert.Equal(("drop", "dropped: it repeats `Trial ending (support)`"), (rows["trial ending"]["strategy"], rows["trial ending"]["caveats"]));
        // The first Monday is one expression.
        Assert.Equal("cron(0 8 ? * 2#1 *)", rows["steering report"]["expression"]);
    }

    private static Dictionary<string, IReadOnlyList<string>> Blocks(string output)
    {
        var blocks = new List<List<string>>();
        foreach (var line in output.TrimEnd('\n').Split('\n'))
        {
            if (!line.StartsWith("  ", StringComparison.Ordinal)) blocks.Add([]);
            blocks[^1].Add(line);
        }

        return blocks.ToDictionary(block => block[0].Split("  ")[0], block => (IReadOnlyList<string>)block, StringComparer.Ordinal);
    }

    private static async Task<string> DoneAsync(string command, params string[] options)
    {
        var result = await CommandLine.RunAsync(["schedule", command, Sample, .. options]);
        Assert.Equal((ExitCode.Done, string.Empty), (result.Code, result.Error));
        return result.Output;
    }
}
