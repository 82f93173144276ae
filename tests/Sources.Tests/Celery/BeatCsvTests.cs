using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Schedules;
using CostTool.Sources.Celery;

namespace CostTool.Sources.Tests.Celery;

public sealed class BeatCsvTests
{
    private static CeleryReading Read(string csv) => BeatCsv.Read(new StringReader(csv), "beat.csv", "Europe/Paris");

    [Fact]
    public void Every_entry_of_the_public_projects_is_read_but_the_one_whose_kwargs_are_code()
    {
        using var file = File.OpenText(CeleryData.PathOf("beat_schedules.csv"));
        var reading = BeatCsv.Read(file, "beat_schedules.csv", "UTC");
        var refused = Assert.Single(reading.Refused);
        Assert.Equal(("uktrade/data-hub-api: dnb_heirarchies_backfill", "kwargs is not a JSON object: `\"<expression>\"`"), (refused.Name, refused.Reason));
        Assert.Equal(301, reading.Entries.Count); // of 302 rows, 272 crontabs and 30 intervals
        Assert.Equal(271, reading.Entries.Count(entry => entry.Schedule is CelerySchedule.Crontab));
        Assert.Equal(30, reading.Entries.Count(entry => entry.Schedule is CelerySchedule.Interval));
        var entry = reading.Entries.Single(entry => entry.Name == "alphagov/notifications-api: check-if-letters-still-pending-virus-check-ten-minutely");
        Assert.Equal(("check-if-letters-still-pending-virus-check", "periodic-tasks", "{\"max_minutes_ago_to_check\": 120}", "[]", "UTC"), (entry.Task, entry.Queue, entry.KwargsJson, entry.ArgsJson, entry.TimeZone));
        Assert.Equal(new CrontabField.Text("*/10"), ((CelerySchedule.Crontab)entry.Schedule).Minute);
    }

    [Fact]
    public void Kinds_are_guessed_and_columns_have_synonyms()
    {
        var entries = Read(
            """
            Entry,Task,m,h,dow,seconds,relative,event,lat,lon,clocked_time,tz,enabled,expires,last_run
            cron,t,0,,mon,,,,,,,Asia/Kolkata,no,2025-01-01,
            every,t,,,,0.5,yes,,,,,,,,2025-01-01T12:00:00+02:00
            sun,t,,,,,,sunset,1.5,-2,,,,,
            once,t,,,,,,,,,2025-06-01T00:00:00Z,,,,
            """).Entries.ToDictionary(entry => entry.Name);
        var star = new CrontabField.Text("*");
        Assert.Equal(new CelerySchedule.Crontab(new CrontabField.Text("0"), star, new CrontabField.Text("mon"), star, star), entries["cron"].Schedule);
        Assert.Equal(("Asia/Kolkata", false, new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)), (entries["cron"].TimeZone, entries["cron"].Enabled, entries["cron"].Expires));
        Assert.Equal(new CelerySchedule.Interval(TimeSpan.FromMilliseconds(500), true), entries["every"].Schedule);
        Assert.Equal((new DateTimeOffset(2025, 1, 1, 10, 0, 0, TimeSpan.Zero), "Europe/Paris"), (entries["every"].LastRun, entries["every"].TimeZone));
        Assert.Equal(new CelerySchedule.Solar("sunset", 1.5, -2), entries["sun"].Schedule);
        Assert.Equal(new CelerySchedule.Clocked(new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero)), entries["once"].Schedule);
    }

    [Theory]
    [InlineData("bad,t,,,", "the row has no schedule")]
    [InlineData("bad,,5,,", "the row names no task")]
    [InlineData("bad,t,five,,", "`every_seconds` is `five`, not a number")]
    [InlineData("bad,t,-5,,", "the interval `-5` s is not a positive length of time")]
    [InlineData("bad,t,5,{,", "options is not JSON: `{`")]
    [InlineData("bad,t,5,,maybe", "`enabled` is `maybe`, not true or false")]
    public void A_broken_row_is_refused_and_the_others_come_through(string row, string reason)
    {
        var reading = Read($"name,task,every_seconds,options,enabled\n{row}\ngood,t,1,,\n");
        Assert.Equal(("good", "beat.csv:3"), (Assert.Single(reading.Entries).Name, reading.Entries[0].Origin));
        Assert.Equal(new RefusedEntry("bad", reason, "beat.csv:2"), Assert.Single(reading.Refused));
    }

    [Theory]
    [InlineData("", "the CSV is empty")]
    [InlineData("a,b\n1,2\n", "the CSV has no column `name`, `task`; it has a, b")]
    [InlineData("name,minute\nx,0\n", "the CSV has no column `task`; it has name, minute")]
    [InlineData("name,task\nx,\"y\n", "a quotation mark is never closed")]
    public void A_file_without_the_columns_says_which_it_has(string csv, string what) => Assert.Equal(what, Assert.Single(Assert.Throws<ProblemException>(() => Read(csv)).Problems).What);
}
