using System.Globalization;
using System.Text;
using CostTool.Scheduler.Replay.Repair;
using CostTool.Scheduler.Schedules;
using CostTool.Sources.Celery;

namespace CostTool.Sources.Tests.Celery;

public sealed class AttemptFoldTests
{
    private const double Base = 1_791_158_400;

    private static RepairedHistory Read(params string[] lines)
    {
        var repair = new HistoryRepair(RepairTerms.Of(new CeleryFacts()));
        EventFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), "events.jsonl", repair, TestContext.Current.CancellationToken);
        return repair.Build();
    }

    private static string Event(string type, double after, string more = "", string uuid = "u1") =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"hostname\": \"w@h\", \"uuid\": \"{uuid}\", {more}\"timestamp\": {Base + after}, \"type\": \"task-{type}\"}}");

    private static IEnumerable<(string, long)> Counts(IEnumerable<Scheduler.Replay.Demand.QualityCount> counts) => counts.Select(count => (count.Rule, count.Rows));

    [Fact]
    public void A_retry_is_an_attempt_of_its_own_that_starts_no_sooner_than_its_eta()
    {
        // Celery sends the retry before it tells of it.
        var found = Read(
            Event("sent", 0, "\"name\": \"t\", \"queue\": \"q\", \"retries\": 0, "), Event("received", 1, "\"name\": \"t\", \"retries\": 0, "), Event("started", 2),
            Event("sent", 4, "\"name\": \"t\", \"queue\": \"q\", \"retries\": 1, \"eta\": \"2026-10-05T00:00:30+00:00\", "), Event("retried", 5),
            Event("received", 6, "\"name\": \"t\", \"retries\": 1, \"eta\": \"2026-10-05T00:00:30+00:00\", "), Event("started", 31), Event("succeeded", 38, "\"runtime\": 6.5, "));
        Assert.Equal([0, 4_000_000], found.History.Arrivals.ToArray());
        Assert.Equal([3_000_000, 6_500_000], found.History.Runtimes.ToArray());
        Assert.Equal([0, 30_000_000], found.History.Etas.ToArray());
        Assert.Equal(1, found.Waits["q"].Count); // the retry waited for its eta, not for a worker
        Assert.Empty(found.History.Quality.Repaired);
    }

    [Fact]
    public void A_retry_whose_message_is_not_told_arrives_when_the_attempt_before_gave_up()
    {
        var found = Read(Event("received", 0, "\"name\": \"t\", \"retries\": 0, "), Event("started", 1), Event("retried", 5), Event("started", 9), Event("succeeded", 11, "\"runtime\": 2, "));
        Assert.Equal([0, 5_000_000], found.History.Arrivals.ToArray());
        Assert.Equal([("queue-missing", 2)], Counts(found.History.Quality.Repaired)); // no event but task-sent tells the queue
    }

    [Fact]
    public void An_id_that_ends_twice_counts_once()
    {
        var found = Read(
            Event("sent", 0, "\"name\": \"t\", \"queue\": \"q\", "), Event("received", 1), Event("started", 2), Event("succeeded", 3, "\"runtime\": 1, "), Event("started", 4), Event("succeeded", 9, "\"runtime\": 5, "));
        Assert.Equal([1_000_000], found.History.Runtimes.ToArray());
        Assert.Equal([("duplicate-end", 1)], Counts(found.History.Quality.Excluded));
    }

    [Fact]
    public void A_retry_whose_first_attempt_was_lost_is_kept_and_counted()
    {
        var found = Read(Event("sent", 0, "\"name\": \"t\", \"queue\": \"q\", \"retries\": 2, "), Event("received", 1, "\"retries\": 2, "), Event("started", 2), Event("succeeded", 3, "\"runtime\": 1, "));
        Assert.Equal([("retry-without-parent", 1)], Counts(found.History.Quality.Repaired));
    }

    [Fact]
    public void A_real_stream_keeps_every_attempt_or_counts_why_not()
    {
        var repair = new HistoryRepair(RepairTerms.Of(new CeleryFacts()));
        var reading = EventFile.Read(CeleryData.PathOf("events.jsonl.gz"), "events.jsonl.gz", repair, TestContext.Current.CancellationToken);
        var found = repair.Build();
        var excluded = Counts(found.History.Quality.Excluded).ToDictionary(count => count.Item1, count => count.Item2);
        // 3138 runs and 156 attempts that were tried again, as another program counted them: each is a row or is counted under a rule.
        Assert.Equal(reading.Profiles.Sum(profile => profile.Runs + profile.Retries), found.History.Count + excluded.Where(pair => pair.Key != RepairRules.DuplicateEnd).Sum(pair => pair.Value));
        Assert.Equal(94, excluded[RepairRules.EndMissing]); // runs without an end, by the same count
    }

    [Fact]
    public void Flower_and_events_give_attempts_by_the_same_rules()
    {
        var repair = new HistoryRepair(RepairTerms.Of(new CeleryFacts()));
        FlowerTasks.Read(Encoding.UTF8.GetBytes("""
            {"a": {"name": "t", "state": "SUCCESS", "sent": 1791158400.0, "received": 1791158400.5, "started": 1791158401.0, "runtime": 2.5, "routing_key": "q", "worker": "w"},
             "b": {"name": "t", "state": "STARTED", "sent": 1791158410.0, "started": 1791158411.0, "routing_key": "q"},
             "c": {"name": "t", "state": "SUCCESS", "received": 1791158420.0, "started": 1791158420.5, "runtime": 1.0, "retries": 1, "routing_key": "q"}}
            """), "tasks.json", repair);
        var found = repair.Build();
        Assert.Equal([2_500_000, 1_000_000], found.History.Runtimes.ToArray());
        Assert.Equal(1, found.Waits["q"].Count);
        Assert.Equal([("end-missing", 1)], Counts(found.History.Quality.Excluded));
        Assert.Equal([("retry-without-parent", 1)], Counts(found.History.Quality.Repaired));
    }
}
