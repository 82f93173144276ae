using CostTool.Analyzer.Pricing;
using CostTool.Scheduler.Dispatching;
using DuckDB.NET.Data;

namespace CostTool.Sources.History;

/// <summary>Something that befell a worker of a deployment.</summary>
/// <param name="Deployment">The deployment.</param>
/// <param name="Event">What it was.</param>
public sealed record KnownWorkerEvent(string Deployment, WorkerEvent Event);

/// <summary>Events of workers in the history: each worker and kind once, however often it is told.</summary>
internal sealed class WorkerEventTable(DuckDBConnection connection, NightTables tables)
{
    /// <summary>The events of some days.</summary>
    public List<KnownWorkerEvent> Read(DateOnly from, DateOnly to) => tables.Query(
        $"""
        SELECT deployment, worker, kind, pool, epoch_ms(happened_at), purchase, vcpu, memory_mib, zone, reason, worked_seconds FROM worker_event
        WHERE CAST(happened_at AS DATE) BETWEEN {NightTables.Literal(from)} AND {NightTables.Literal(to)} ORDER BY happened_at, worker, kind
        """, Event);

    /// <summary>Writes those that are new.</summary>
    public int Write(string deployment, IReadOnlyList<WorkerEvent> happened)
    {
        using var transaction = connection.BeginTransaction();
        var written = happened.Sum(one => Write(deployment, one));
        transaction.Commit();
        return written;
    }

    // Every text is of another's making, so it goes in as a parameter.
    private int Write(string deployment, WorkerEvent happened)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO worker_event SELECT $1, $2, $3, $4, make_timestamp(CAST($5 AS BIGINT)), $6, $7, $8, $9, $10, $11
            WHERE NOT EXISTS (SELECT 1 FROM worker_event WHERE worker = $1 AND kind = $2)
            """;
        object?[] values =
        [
            happened.WorkerId, happened.Kind.ToString(), deployment, happened.Pool, happened.At.ToUnixTimeMilliseconds() * 1000, happened.Purchase?.ToString(), happened.Size?.Vcpu, happened.Size?.MemoryMib,
            happened.Zone, happened.Reason, happened.Worked?.TotalSeconds,
        ];
        foreach (var value in values) command.Parameters.Add(new DuckDBParameter(value ?? DBNull.Value));
        return command.ExecuteNonQuery();
    }

    private static KnownWorkerEvent Event(HistoryRow row)
    {
        var (deployment, worker, kind, pool, at, purchase) = (row.Text(), row.Text(), row.Choice<WorkerEventKind>(), row.MaybeText(), row.Long(), row.MaybeText());
        var (vcpu, memory) = (row.MaybeNumber(), row.MaybeNumber());
        return new KnownWorkerEvent(deployment, new WorkerEvent
        {
            WorkerId = worker,
            Kind = kind,
            Pool = pool,
            At = DateTimeOffset.FromUnixTimeMilliseconds(at),
            Purchase = purchase is null ? null : Enum.Parse<PurchaseOption>(purchase),
            Size = vcpu is { } cores && memory is { } mebibytes ? (cores, mebibytes) : null,
            Zone = row.MaybeText(),
            Reason = row.MaybeText(),
            Worked = row.MaybeDouble() is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        });
    }
}
