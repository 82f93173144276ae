using System.Globalization;
using System.Text;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Celery;

namespace CostTool.Sources.Tests.Celery;

public sealed class EventFileTests
{
    private static readonly HistoryReading Real = EventFile.Read(CeleryData.PathOf("events.jsonl.gz"), "events.jsonl.gz", null, CancellationToken.None);

    private static HistoryReading Read(params string[] lines) => EventFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), "events.jsonl", null, CancellationToken.None);

    private static string Event(string type, double timestamp, string more = "", string uuid = "u1") =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"hostname\": \"w@h\", \"uuid\": \"{uuid}\", {more}\"timestamp\": {timestamp}, \"type\": \"task-{type}\", \"extra\": {{\"type\": \"x\", \"list\": [1]}}}}");

    // Counted from the file with a few lines of Python that share nothing with the reader: name, runs, succeeded, failed, revoked, rejected, without an end, retries, sum of `runtime`.
    [Theory]
    [InlineData("shop.cpu.fails", 105, 0, 105, 0, 0, 0, 0, 0)]
    [InlineData("shop.cpu.fib", 1063, 1013, 0, 0, 0, 50, 0, 22.479)]
    [InlineData("shop.cpu.ignored", 13, 0, 0, 0, 0, 13, 0, 0)]
    [InlineData("shop.cpu.rejected", 10, 0, 0, 0, 10, 0, 0, 0)]
    [InlineData("shop.etl.extract", 83, 78, 0, 0, 0, 5, 0, 12.713)]
    [InlineData("shop.heavy.report", 33, 33, 0, 0, 0, 0, 0, 136.583)]
    [InlineData("shop.io.autoretry", 76, 75, 0, 0, 0, 1, 38, 4.049)]
    [InlineData("shop.io.flaky", 117, 90, 26, 0, 0, 1, 118, 9.928)]
    [InlineData("shop.mail.delayed", 179, 151, 0, 27, 0, 1, 0, 5.834)]
    public void A_real_stream_is_counted_task_by_task(string task, long runs, long succeeded, long failed, long revoked, long rejected, long unfinished, long retries, double succeededSeconds)
    {
        var profile = Real.Profiles.Single(profile => profile.Task == task);
        Assert.Equal(
            (runs, succeeded, failed, revoked, rejected, unfinished, retries),
            (profile.Runs, profile.Succeeded, profile.Failed, profile.Revoked, profile.Rejected, profile.Unfinished, profile.Retries));
        // Every attempt that ended is in the quantiles or in the count of those without a runtime.
        Assert.InRange(profile.Runtime.Count + profile.AttemptsWithoutRuntime, succeeded + failed + retries, succeeded + failed + retries + revoked + rejected);
        if (failed + retries + rejected == 0) Assert.Equal(succeededSeconds, profile.Runtime.SumSeconds, 3);
        else Assert.True(profile.Runtime.SumSeconds >= succeededSeconds - 0.001);
    }

    [Fact]
    public void A_real_stream_is_counted_as_a_whole()
    {
        Assert.Equal((13_204, 0, 0), (Real.Records, Real.NamelessRuns, Real.RefusedRecords));
        Assert.Equal(22, Real.Profiles.Count);
        Assert.Equal((3138, 2858, 149, 27, 10, 94, 156), (
            Real.Profiles.Sum(profile => profile.Runs), Real.Profiles.Sum(profile => profile.Succeeded), Real.Profiles.Sum(profile => profile.Failed), Real.Profiles.Sum(profile => profile.Revoked),
            Real.Profiles.Sum(profile => profile.Rejected), Real.Profiles.Sum(profile => profile.Unfinished), Real.Profiles.Sum(profile => profile.Retries)));
        var heartbeat = Real.Profiles.Single(profile => profile.Task == "shop.periodic.heartbeat");
        Assert.InRange(heartbeat.BetweenArrivals.Quantile(0.5)!.Value, 4.9, 5.1); // its beat entry says every 5 s
        Assert.Equal(40, heartbeat.ArrivalsByHourOfWeek.Sum());
    }

    [Fact]
    public void A_run_is_joined_from_its_events()
    {
        var profile = Assert.Single(Read(
            Event("sent", 100, "\"name\": \"t\", \"queue\": \"q\", \"eta\": null, "),
            Event("received", 101, "\"name\": \"t\", \"eta\": null, "),
            Event("started", 103),
            Event("succeeded", 110, "\"runtime\": 6.5, ")).Profiles);
        Assert.Equal(("t", 1, 1, 3.0, 6.5, 1), (profile.Task, profile.Runs, profile.Succeeded, profile.QueueWait.Longest, profile.Runtime.Longest, profile.Queues["q"]));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(100), profile.FirstArrival);
    }

    [Fact]
    public void A_retried_run_has_the_wait_of_its_first_attempt_and_the_runtime_of_each()
    {
        const string Name = "\"name\": \"t\", ";
        var profile = Assert.Single(Read(
            Event("sent", 100, Name), Event("received", 100.5, Name), Event("started", 102),
            Event("sent", 103, Name + "\"eta\": \"2025-01-01T00:00:00\", "), Event("retried", 105), // the next message may be sent before the event of the retry
            Event("received", 106, Name + "\"eta\": \"2025-01-01T00:00:00\", "), Event("started", 160), Event("failed", 164)).Profiles);
        Assert.Equal((1, 1, 1, 2, 7.0), (profile.Runs, profile.Failed, profile.Retries, profile.Runtime.Count, profile.Runtime.SumSeconds)); // 105 - 102 and 164 - 160
    }

    [Fact]
    public void A_packed_file_that_was_cut_off_is_refused_and_not_read_as_a_shorter_history()
    {
        var whole = File.ReadAllBytes(CeleryData.PathOf("events.jsonl.gz"));
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
            var problem = Assert.Single(Assert.Throws<ProblemException>(() => EventFile.Read(path, "celery/events.jsonl.gz", null, CancellationToken.None)).Problems);
            Assert.Contains("cut off", problem.What, StringComparison.Ordinal);
            Assert.Equal("celery/events.jsonl.gz", problem.Where);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_delayed_run_says_nothing_about_the_queue()
    {
        var profile = Assert.Single(Read(Event("received", 1, "\"name\": \"t\", \"eta\": \"2025-01-01T00:00:00\", "), Event("started", 60), Event("succeeded", 61, "\"runtime\": 1, ")).Profiles);
        Assert.Equal((1, 0, 0), (profile.DelayedRuns, profile.QueueWait.Count, profile.RunsWithoutWait));
    }

    [Fact]
    public void Missing_events_are_counted_and_give_no_number()
    {
        var reading = Read(
            Event("received", 1, "\"name\": \"t\", ", "a"), Event("failed", 5, "", "a"),           // no start: no runtime, no wait
            Event("received", 2, "\"name\": \"t\", ", "b"),                                        // no end
            Event("started", 3, "", "c"), Event("succeeded", 4, "\"runtime\": 1, ", "c"));         // no name
        var profile = Assert.Single(reading.Profiles);
        Assert.Equal((2, 1, 1, 1, 2, 0), (profile.Runs, profile.Failed, profile.Unfinished, profile.AttemptsWithoutRuntime, profile.RunsWithoutWait, profile.Runtime.Count));
        Assert.Equal(1, reading.NamelessRuns);
    }

    [Fact]
    public void An_event_that_comes_after_the_end_still_finds_its_run()
    {
        var profile = Assert.Single(Read(Event("received", 2, "\"name\": \"t\", "), Event("started", 3), Event("succeeded", 4, "\"runtime\": 1, "), Event("sent", 1, "\"name\": \"t\", ")).Profiles);
        Assert.Equal((1, 2.0), (profile.Runs, profile.QueueWait.Longest));
    }

    [Fact]
    public void Broken_lines_are_refused_by_number_and_the_others_come_through()
    {
        var reading = Read(
            "\uFEFF" + Event("received", 1, "\"name\": \"t\", "), "", "{\"type\": ", "[1]", "{\"a\": 1}", "{\"type\": \"task-sent\", \"timestamp\": 1}", "{\"type\": \"task-sent\", \"uuid\": \"x\"}",
            Event("started", 2) + "\r", Event("succeeded", 3, "\"runtime\": 1, ") + " x", Event("succeeded", 3, "\"runtime\": 1, "));
        Assert.Equal(
            [
                ("the line is not JSON", "events.jsonl:3"), ("the line is JSON and no Celery event: it has no `type`", "events.jsonl:4"), ("the line is JSON and no Celery event: it has no `type`", "events.jsonl:5"),
                ("the event has no `uuid`", "events.jsonl:6"), ("the event has no `timestamp`", "events.jsonl:7"), ("the line is not JSON", "events.jsonl:9"),
            ],
            reading.Refused.Select(refused => (refused.Reason, refused.Origin)));
        Assert.Equal((3, 6, 1), (reading.Records, reading.RefusedRecords, Assert.Single(reading.Profiles).Succeeded));
    }

    [Fact]
    public void A_file_without_an_event_is_one_problem() =>
        Assert.Equal("the file holds no Celery event", Assert.Single(Assert.Throws<ProblemException>(() => Read("nothing", "here")).Problems).What);

    [Fact]
    public void Runs_without_an_end_are_given_up_beyond_a_bound_and_all_are_counted()
    {
        // 300,000 runs that never end; 262,144 are held.
        const int Runs = 300_000;
        using var lines = new MemoryStream();
        for (var run = 0; run < Runs; run++) lines.Write(Encoding.UTF8.GetBytes(Event("received", run, "\"name\": \"t\", ", string.Create(CultureInfo.InvariantCulture, $"run-{run}")) + "\n"));
        lines.Position = 0;
        var reading = EventFile.Read(lines, "events.jsonl", null, CancellationToken.None);
        Assert.Equal((Runs, Runs), (reading.Profiles[0].Runs, reading.Profiles[0].Unfinished));
        Assert.StartsWith("37856 runs never ended", Assert.Single(reading.Caveats), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_found_across_buffers()
    {
        // Longer than the buffer, and many that end anywhere in it.
        var filler = new string('x', 400_000);
        var lines = Enumerable.Range(0, 2000).Select(run => Event("received", run, "\"name\": \"t\", ", $"r{run}")).Append(Event("received", 1, $"\"name\": \"t\", \"args\": \"{filler}\", ", "long")).ToArray();
        Assert.Equal(2001, Read(lines).Profiles[0].Runs);
    }
}
