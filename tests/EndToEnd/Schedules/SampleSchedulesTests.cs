using System.Globalization;
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
        Assert.Equal(["dispatch.yaml", "plan.json", "schedules.csv", "schema.json"], files);
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
                "wait_p50_seconds_before", "wait_p95_seconds_before", "wait_p99_seconds_before", "wait_p50_seconds_after", "wait_p95_seconds_after", "wait_p99_seconds_after",
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
        // The application itself sends to `emails`, where a message may wait five minutes: the replay empties it by short-lived workers.
        var emails = rows["Trial ending (support)"];
        Assert.Equal("drain-woken", emails["strategy"]);
        Assert.True(decimal.Parse(emails["wait_p95_seconds_before"], CultureInfo.InvariantCulture) < 1 && decimal.Parse(emails["wait_p95_seconds_after"], CultureInfo.InvariantCulture) is > 1 and <= 300);
        Assert.Equal(("drop", "dropped: it repeats `Trial ending (support)`"), (rows["trial ending"]["strategy"], rows["trial ending"]["caveats"]));
        // The first Monday is one expression.
        Assert.Equal("cron(0 8 ? * 2#1 *)", rows["steering report"]["expression"]);
    }

    [Fact]
    public async Task Simulate_tells_cost_and_wait_before_and_after_and_writes_the_same_bytes_twice()
    {
        using var folder = new TemporaryFolder();
        var printed = await DoneAsync("simulate", "--as-of", "2026-11-01", "--queue", "reports", "--out", folder.In("first"), "--json");
        var shown = await DoneAsync("simulate", "--as-of", "2026-11-01", "--queue", "reports", "--out", folder.In("second"));
        var files = Directory.GetFiles(folder.In("first")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["break_even.csv", "chart-wait-reports.png", "chart-wait-reports.svg", "frontier.csv", "groupings.csv", "policies.csv", "schema.json"], files);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(folder.In("first", file!)), File.ReadAllBytes(folder.In("second", file!))));

        using var read = JsonDocument.Parse(printed);
        var queue = Assert.Single(read.RootElement.GetProperty("queues").EnumerateArray());
        // 160 messages went to the queue: counted with grep in the events.
        Assert.Equal(("reports", 160, true), (queue.Text("queue"), queue.GetProperty("tasks").GetInt32(), queue.GetProperty("best_keeps_bounds").GetBoolean()));
        var policies = Csv.Read(await File.ReadAllTextAsync(folder.In("first", "policies.csv"), TestContext.Current.CancellationToken)).ToList();
        var chosen = Assert.Single(policies, row => row["chosen"] == "true");
        Assert.Equal(queue.Text("best"), chosen["policy"]);
        Assert.True(decimal.Parse(chosen["wait_p95_seconds"], CultureInfo.InvariantCulture) <= 1800); // queues.yaml
        Assert.True(decimal.Parse(chosen["foresight_gap_ratio"], CultureInfo.InvariantCulture) >= 0);
        Assert.Contains("perfect foresight costs $", shown, StringComparison.Ordinal);
        // 1,800 s of queues.yaml, and the longest of the 160 tasks.
        Assert.Contains("yardstick: uniform-progress, deadline 4742.5 s, ", shown, StringComparison.Ordinal);
        Assert.InRange(queue.GetProperty("yardstick").GetProperty("usd_per_month").GetDecimal(), queue.GetProperty("foresight_usd_per_month").GetDecimal(), queue.GetProperty("usd_per_month_today").GetDecimal());
        Assert.DoesNotContain(policies, row => row["policy"].StartsWith("uniform-progress", StringComparison.Ordinal));
        Assert.Contains("mended: no attempt; left out: none\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_tells_which_queues_would_cost_less_as_one()
    {
        using var folder = new TemporaryFolder();
        var shown = await DoneAsync("simulate", "--as-of", "2026-11-01", "--policy", "service", "--out", folder.In("out"));
        using var read = JsonDocument.Parse(await DoneAsync("simulate", "--as-of", "2026-11-01", "--policy", "service", "--out", folder.In("out"), "--json"));
        // Always-on workers of one size, each hardly busy: one of two is enough.
        Assert.Contains("grouping: imports and reports in one queue would save $14.46 a month\n  all tasks: service: 1 workers, Spot, 1 vCPU + 3 GB × 1, $14.46 a month, p95 ", shown, StringComparison.Ordinal);
        var rows = Csv.Read(await File.ReadAllTextAsync(folder.In("out", "groupings.csv"), TestContext.Current.CancellationToken)).ToList();
        Assert.Equal(["imports; reports", "default; thumbnails"], rows.Select(row => row["queues"]));
        var groupings = read.RootElement.GetProperty("groupings").EnumerateArray().ToList();
        Assert.Equal(rows.Select(row => row["saving_usd_per_month"]), groupings.Select(found => found.GetProperty("saving_usd_per_month").GetDecimal().ToString(CultureInfo.InvariantCulture)));
        Assert.All(groupings, found => Assert.Equal(("merge", 1), (found.Text("change"), found.GetProperty("into").GetArrayLength())));
    }

    [Fact]
    public async Task A_synthetic_history_is_labelled_and_its_counts_are_near_the_real_ones()
    {
        using var folder = new TemporaryFolder();
        using var read = JsonDocument.Parse(await DoneAsync("simulate", "--as-of", "2026-11-01", "--queue", "reports", "--policy", "one-shot", "--synthetic", "--out", folder.In("out"), "--json"));
        var history = read.RootElement.GetProperty("history");
        Assert.Equal((true, 2, 28), (history.GetProperty("synthetic").GetBoolean(), history.GetProperty("band_factor").GetDouble(), history.GetProperty("days").GetDouble()));
        // Twice the 160 of two weeks; five standard deviations of a count of 320 are 90.
        Assert.InRange(Assert.Single(read.RootElement.GetProperty("queues").EnumerateArray()).GetProperty("tasks").GetInt32(), 230, 410);
    }

    [Fact]
    public async Task Simulate_of_a_queue_that_is_not_there_names_those_that_are()
    {
        var result = await CommandLine.RunAsync("schedule", "simulate", Sample, "--queue", "nowhere", "--as-of", "2026-11-01");
        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.Contains("default, emails, imports, reports, thumbnails", result.Error, StringComparison.Ordinal);
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
