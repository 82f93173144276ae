using System.Text;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Schedules;
using CostTool.Sources.Celery;

namespace CostTool.Sources.Tests.Celery;

public sealed class BeatDumpTests
{
    private static readonly CeleryReading Shop = BeatDump.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data/celery/beat-dump.json")), "beat.json");

    private static CeleryEntry Entry(string name) => Shop.Entries.Single(entry => entry.Name == name);

    private static CeleryReading Read(string entry) => BeatDump.Read(Encoding.UTF8.GetBytes("{\"costtool_dump\": 1, \"timezone\": \"Europe/Paris\", \"beat_schedule\": [\n" + entry + "\n]}"), "beat.json");

    [Fact]
    public void Every_entry_of_a_real_dump_is_read_or_refused()
    {
        Assert.Equal(["added in code", "clock", "cron list", "cron number", "cron text", "delta", "late", "lunar", "number", "object", "sun"], Shop.Entries.Select(entry => entry.Name));
        Assert.Equal(["no dict", "not json"], Shop.Refused.Select(entry => entry.Name));
        Assert.Contains("`args[1]` is a datetime.datetime", Shop.Refused[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Crontab_fields_stay_as_they_were_given()
    {
        var star = new CrontabField.Text("*");
        Assert.Equal(new CelerySchedule.Crontab(new CrontabField.Text("*/15"), new CrontabField.Text("8-18"), new CrontabField.Text("mon-fri"), star, star), Entry("cron text").Schedule);
        Assert.Equal(new CelerySchedule.Crontab(new CrontabField.Number(0), new CrontabField.Number(2), star, star, star), Entry("cron number").Schedule);
        Assert.Equal(new CelerySchedule.Crontab(new CrontabField.List(["30", "0"]), new CrontabField.List(["4", "22"]), star, star, star), Entry("cron list").Schedule);
    }

    [Theory]
    [InlineData("number", 125_000_000, false)]   // 12.5 s
    [InlineData("delta", 864_000_000_000, true)] // one day, `relative` on the entry
    [InlineData("object", 15_000_010, true)]     // 1.500001 s, `relative` on the schedule
    public void Intervals_are_exact(string name, long ticks, bool relative) =>
        Assert.Equal(new CelerySchedule.Interval(TimeSpan.FromTicks(ticks), relative), Entry(name).Schedule);

    [Fact]
    public void The_zone_arguments_queue_and_origin_come_along()
    {
        var entry = Entry("number");
        Assert.Equal(("Europe/Paris", "io", 10.0, true), (entry.TimeZone, entry.Queue, entry.ExpireSeconds, entry.Enabled));
        Assert.Contains("\"eu-west-1\"", entry.ArgsJson, StringComparison.Ordinal);
        Assert.Empty(entry.Options);
        var line = int.Parse(entry.Origin["beat.json:".Length..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("  {", File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data/celery/beat-dump.json")).ElementAt(line - 1));
    }

    [Fact]
    public void Code_is_described_by_its_class()
    {
        Assert.Equal(new CelerySchedule.Custom("shop_app.Lunar"), Entry("lunar").Schedule);
        Assert.Equal(new CelerySchedule.Solar("sunset", -37.81753, 144.96715), Entry("sun").Schedule);
    }

    [Fact]
    public void Facts_for_the_checks_come_along()
    {
        var facts = Shop.Facts!;
        Assert.Equal(("5.2.6", "redis", "db+postgresql", 7200.0, false, 900.0, 1), (
            facts.CeleryVersion, facts.BrokerScheme, facts.ResultBackendScheme, facts.VisibilityTimeoutSeconds, facts.AcksLate, facts.TimeLimitSeconds, facts.PrefetchMultiplier));
        Assert.Null(facts.RejectOnWorkerLost);
        Assert.Equal(("shop.nightly", true, 600.0), (facts.Tasks[0].Name, facts.Tasks[0].AcksLate, facts.Tasks[0].TimeLimitSeconds));
        Assert.Equal(new TaskRoute("shop.heavy.*", "heavy", null), facts.Routes[0]);
    }

    [Theory]
    [InlineData("""{"name": "a"}""", "the entry names no task")]
    [InlineData("""{"name": "a", "task": ""}""", "the entry names no task")]
    [InlineData("""{"task": "t"}""", "the entry has no `name`")]
    [InlineData("7", "the entry has no `name`")]
    [InlineData("""{"name": "a", "task": "t"}""", "the entry has no `schedule` object")]
    [InlineData("""{"name": "a", "task": "t", "schedule": {"kind": "lunar"}}""", "the schedule's kind is `lunar`, not crontab, interval, solar, clocked or custom")]
    [InlineData("""{"name": "a", "task": "t", "schedule": {"kind": "interval", "seconds": 0}}""", "the interval `0` s is not a positive length of time")]
    [InlineData("""{"name": "a", "task": "t", "schedule": {"kind": "interval", "seconds": 1e300}}""", "the interval `1E+300` s is too long")]
    [InlineData("""{"name": "a", "task": "t", "schedule": {"kind": "interval"}}""", "the schedule has no number `seconds`")]
    [InlineData("""{"name": "a", "task": "t", "schedule": {"kind": "clocked", "at": "soon"}}""", "`soon` is not an instant such as 2025-06-25T12:30:00Z")]
    [InlineData("""{"name": "a", "task": "t", "schedule": {"kind": "interval", "seconds": 1}, "args": {}, "kwargs": {}}""", "`args` is not a JSON array")]
    [InlineData("""{"name": "a", "task": "t", "schedule": {"kind": "interval", "seconds": 1}, "args": [], "kwargs": {}, "options": 3}""", "options are not a JSON object: `3`")]
    public void A_broken_entry_is_refused_and_the_next_one_comes_through(string entry, string reason)
    {
        var reading = Read(entry + ",\n" + """{"name": "good", "task": "t", "schedule": {"kind": "interval", "seconds": 1}, "args": [], "kwargs": {}}""");
        Assert.Equal("good", Assert.Single(reading.Entries).Name);
        Assert.Equal(reason, Assert.Single(reading.Refused).Reason);
        Assert.Equal("beat.json:2", reading.Refused[0].Origin);
        Assert.Equal("beat.json:3", reading.Entries[0].Origin);
    }

    [Fact]
    public void A_second_entry_of_the_same_name_is_refused()
    {
        const string Same = """{"name": "a", "task": "t", "schedule": {"kind": "interval", "seconds": 1}, "args": [], "kwargs": {}}""";
        Assert.Equal("a second entry is named `a`", Assert.Single(Read(Same + ",\n" + Same).Refused).Reason);
    }

    [Fact]
    public void An_unknown_zone_and_a_bad_crontab_are_left_to_the_compiler()
    {
        var entry = Assert.Single(Read("""{"name": "a", "task": "t", "schedule": {"kind": "crontab", "minute": "61", "hour": null, "day_of_week": [1.5], "timezone": "Mars/Base"}, "args": [], "kwargs": {}}""").Entries);
        Assert.Equal("Mars/Base", entry.TimeZone);
        Assert.Equal(
            new CelerySchedule.Crontab(new CrontabField.Text("61"), new CrontabField.Other("null"), new CrontabField.List(["1.5"]), new CrontabField.Text("*"), new CrontabField.Text("*")),
            entry.Schedule);
    }

    [Theory]
    [InlineData("{\"costtool_dump\": 1,\n\"beat_schedule\": [\n{\"name\": }]}", "the text is not JSON at line 3", "beat.json:3")]
    [InlineData("", "the text is not JSON at line 1", "beat.json:1")]
    [InlineData("{\"costtool_dump\": 1, \"beat_schedule\": []} x", "the text is not JSON at line 1", "beat.json:1")]
    [InlineData("[]", "the JSON is not a dump of a Celery app: it has no `costtool_dump` with a `beat_schedule` list", "beat.json")]
    [InlineData("{\"beat_schedule\": []}", "the JSON is not a dump of a Celery app: it has no `costtool_dump` with a `beat_schedule` list", "beat.json")]
    [InlineData("{\"costtool_dump\": 2, \"beat_schedule\": []}", "the dump has the form `2`, and this release reads form 1", "beat.json")]
    public void A_file_that_is_not_a_dump_says_what_and_where(string json, string what, string where)
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => BeatDump.Read(Encoding.UTF8.GetBytes(json), "beat.json")).Problems);
        Assert.Equal((what, where), (problem.What, problem.Where));
    }
}
