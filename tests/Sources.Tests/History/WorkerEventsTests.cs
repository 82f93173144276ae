using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Usage;
using CostTool.Scheduler.Dispatching;
using CostTool.Sources.History;
using DuckDB.NET.Data;

namespace CostTool.Sources.Tests.History;

/// <summary>What befell workers, in the history and as evidence.</summary>
public sealed class WorkerEventsTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 11, 3);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("costtool-test-");

    private string Store => Path.Combine(folder.FullName, "costtool.duckdb");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Events_are_read_back_as_they_were_written_whatever_their_words()
    {
        var full = Of("a", WorkerEventKind.Interrupted) with { Reason = "'; DROP TABLE worker_event; -- \u00e9\n", Worked = TimeSpan.FromSeconds(90.5) };
        var bare = Of("b", WorkerEventKind.FailedToStart, hour: 5) with { Pool = null, Purchase = null, Size = null, Zone = null };
        using (var store = HistoryStore.Open(Store)) Assert.Equal(2, store.Write("shop", [full, bare]));
        using var again = HistoryStore.Open(Store);
        Assert.Equal([new KnownWorkerEvent("shop", full), new KnownWorkerEvent("shop", bare)], again.WorkerEvents(Day, Day));
        Assert.Empty(again.WorkerEvents(Day.AddDays(1), Day.AddDays(2)));
    }

    [Fact]
    public void A_worker_and_kind_is_kept_once_however_often_it_is_told()
    {
        using var store = HistoryStore.Open(Store);
        Assert.Equal(2, store.Write("shop", [Of("a", WorkerEventKind.Interrupted), Of("a", WorkerEventKind.Interrupted, hour: 9), Of("a", WorkerEventKind.OutOfMemory)]));
        Assert.Equal(1, store.Write("shop", [Of("a", WorkerEventKind.Interrupted, hour: 7), Of("b", WorkerEventKind.Interrupted)]));
        Assert.Equal(3, store.WorkerEvents(Day, Day).Count);
        Assert.Equal(4, store.WorkerEvents(Day, Day)[0].Event.At.Hour);
    }

    [Fact]
    public void The_view_counts_by_capacity_with_the_hours_that_workers_worked()
    {
        using (var store = HistoryStore.Open(Store))
        {
            store.Write("shop", [
                Of("a", WorkerEventKind.Interrupted) with { Worked = TimeSpan.FromMinutes(10) }, Of("b", WorkerEventKind.Ended) with { Worked = TimeSpan.FromMinutes(20) },
                Of("c", WorkerEventKind.OutOfMemory), Of("d", WorkerEventKind.Failed), Of("e", WorkerEventKind.FailedToStart),
                Of("f", WorkerEventKind.Ended) with { Zone = "eu-west-3b", Worked = TimeSpan.FromMinutes(30) },
            ]);
        }

        using var connection = new DuckDBConnection($"Data Source={Store}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT zone, interrupted, failed_to_start, out_of_memory, failed, ended, worker_hours FROM capacity ORDER BY zone";
        using var rows = command.ExecuteReader();
        // 10 + 20 minutes are half an hour.
        foreach (var (zone, others, ended) in (ReadOnlySpan<(string, long, long)>)[("eu-west-3a", 1, 1), ("eu-west-3b", 0, 1)])
        {
            Assert.True(rows.Read());
            Assert.Equal((zone, others, others, others, others, ended), (rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5)));
            Assert.Equal(0.5, rows.GetDouble(6), 9);
        }

        Assert.False(rows.Read());
    }

    [Fact]
    public void Kills_of_a_day_are_one_sketch_of_the_pool_without_a_reading()
    {
        var kills = WorkerKills.Sketches([Known("a", 4), Known("b", 4), Known("b", 4), Known("c", 6), new("shop", Of("d", WorkerEventKind.Failed)), new("shop", Of("e", WorkerEventKind.OutOfMemory) with { Pool = null })]).ToList();
        var day = Assert.Single(Assert.Single(kills).Days);
        Assert.Equal(new UsageKey("production/shop-drain-mail", ""), kills[0].Key);
        Assert.Equal((3, 3, 2, 2), (day.OomKills, day.Samples, day.HoursSeen, day.Instances));
        Assert.Equal((1024.0 * 1024 * 1024, 0.5), (day.MemoryLimitBytes, day.CpuLimitCores));
        Assert.Equal((0, null, null), (day.MemorySamples, day.MemoryMaxBytes, day.CpuMaxCores));
    }

    [Fact]
    public void Kills_join_the_reading_of_their_day_and_change_nothing_of_another()
    {
        var reading = DailySketches.Read([], Day.AddDays(-1), Day, TestContext.Current.CancellationToken);
        var with = reading.With([Known("a", 4)]);
        Assert.Equal(reading.Days[0].Usage, with.Days[0].Usage);
        Assert.Equal(1, with.Days[1].Usage.Samples);
        Assert.NotEqual(reading.Days[1].Usage.Fingerprint, with.Days[1].Usage.Fingerprint);
        Assert.Equal(1, with.Days[1].Sketches.Single().Days.Single().OomKills);
        Assert.Same(reading, reading.With([]));
    }

    private static KnownWorkerEvent Known(string id, int hour) => new("shop", Of(id, WorkerEventKind.OutOfMemory, hour));

    private static WorkerEvent Of(string id, WorkerEventKind kind, int hour = 4) => new()
    {
        WorkerId = $"arn:aws:ecs:eu-west-3:123456789012:task/production/{id}",
        Pool = "mail",
        Kind = kind,
        At = new DateTimeOffset(Day.ToDateTime(new TimeOnly(hour, 30)), TimeSpan.Zero),
        Purchase = PurchaseOption.Spot,
        Size = (0.5m, 1024),
        Zone = "eu-west-3a",
    };
}
