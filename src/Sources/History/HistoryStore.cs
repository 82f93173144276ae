using System.Globalization;
using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using DuckDB.NET.Data;

namespace CostTool.Sources.History;

/// <summary>The history of a workspace in one DuckDB file: sketches by day, and what each night saw, recommended and claimed. One writer at a time; hold a <see cref="StoreLock"/>.</summary>
/// <remarks>All that a night writes is one transaction. A process that is killed leaves the last whole night; DuckDB replays or drops what its log holds when the file is next opened.</remarks>
public sealed class HistoryStore : IDisposable
{
    private readonly DuckDBConnection connection;
    private readonly NightTables nights;
    private readonly WorkerEventTable events;

    private readonly string path;

    private HistoryStore(DuckDBConnection connection, string path)
    {
        (this.connection, this.path) = (connection, path);
        nights = new NightTables(connection);
        events = new WorkerEventTable(connection, nights);
    }

    /// <summary>Opens a store, or makes one where there is none, and brings it to the present schema.</summary>
    /// <exception cref="ProblemException">The file is no store, is damaged, is held by another program, or was written by a newer costtool.</exception>
    public static HistoryStore Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        DuckDBConnection? connection = null;
        try
        {
            connection = Connect(full);
            HistorySchema.Migrate(connection, path);
            return new HistoryStore(connection, path);
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            if (exception is DuckDBException fault) throw new ProblemException(Unusable(path, fault.Message));
            throw;
        }
    }

    /// <summary>Usage by day, as far as it is known.</summary>
    public IReadOnlyDictionary<DateOnly, DayUsage> Usage() =>
        Query("SELECT day, samples, containers, hours_seen, fingerprint FROM usage_total", row => new DayUsage(row.Date(), row.Long(), row.Int(), row.Int(), row.Text())).ToDictionary(usage => usage.Day);

    /// <summary>The sketches of some days, those of a container merged, by key.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="without">Days to leave out.</param>
    public IReadOnlyList<UsageSketch> Sketches(DateOnly from, DateOnly to, IReadOnlySet<DateOnly>? without = null) =>
        [.. Query($"SELECT day, sketch FROM usage_day WHERE day BETWEEN {Literal(from)} AND {Literal(to)} ORDER BY day, workload, container", row => (Day: row.Date(), Bytes: row.Bytes()))
            .Where(row => without?.Contains(row.Day) != true).Select(row => DaySketches.Read(row.Bytes))
            .GroupBy(sketch => sketch.Key).OrderBy(group => group.Key, UsageKey.ByName).Select(group => group.Aggregate(UsageSketch.Merge))];

    /// <summary>The nights, oldest first.</summary>
    public IReadOnlyList<KnownNight> Nights() =>
        Query("SELECT day, samples, containers, hours_seen, usage_fingerprint, basis, fingerprint FROM night ORDER BY day", row =>
        {
            var day = row.Date();
            return new KnownNight(day, new DayUsage(day, row.Long(), row.Int(), row.Int(), row.Text()), row.Text(), row.Text());
        });

    /// <summary>Each claim as it stood after the last night that had it, by key, then oldest first.</summary>
    public IReadOnlyList<Claim> Ledger() => Guarded(nights.Ledger);

    /// <summary>A night; null where no run looked at that day.</summary>
    public Night? Read(DateOnly day) => Guarded(() => nights.Read(day));

    /// <summary>Writes a night in place of the one of that day, and the usage of days that changed, all in one transaction.</summary>
    public void Write(Night night, IReadOnlyCollection<DaySketches> changed)
    {
        ArgumentNullException.ThrowIfNull(night);
        ArgumentNullException.ThrowIfNull(changed);
        Guarded(() =>
        {
            using var transaction = connection.BeginTransaction();
            foreach (var day in changed) WriteUsage(day);
            nights.Write(night);
            transaction.Commit();
            return true;
        });
    }

    /// <summary>What befell workers from one day to another, oldest first.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    public IReadOnlyList<KnownWorkerEvent> WorkerEvents(DateOnly from, DateOnly to) => Guarded(() => events.Read(from, to));

    /// <summary>Writes what befell a deployment's workers, all in one transaction. What is known already, by worker and kind, stays as it is.</summary>
    /// <returns>How many were new.</returns>
    public int Write(string deployment, IReadOnlyList<Scheduler.Dispatching.WorkerEvent> happened)
    {
        ArgumentException.ThrowIfNullOrEmpty(deployment);
        ArgumentNullException.ThrowIfNull(happened);
        return Guarded(() => events.Write(deployment, happened));
    }

    /// <summary>Closes the file; its log is folded into it.</summary>
    public void Dispose() => connection.Dispose();

    private static DuckDBConnection Connect(string full)
    {
        var connection = new DuckDBConnection(new DuckDBConnectionStringBuilder { DataSource = full }.ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SET memory_limit = '256MiB'; SET threads = 2; SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET TimeZone = 'UTC'; SET lock_configuration = true";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void WriteUsage(DaySketches day)
    {
        Execute($"DELETE FROM usage_day WHERE day = {Literal(day.Usage.Day)}; DELETE FROM usage_total WHERE day = {Literal(day.Usage.Day)}");
        if (day.Usage.Samples == 0) return;
        using (var rows = connection.CreateAppender("usage_day"))
        {
            foreach (var (sketch, bytes) in day.Written())
            {
                var of = sketch.Days[0];
                rows.CreateRow().AppendValue(day.Usage.Day).AppendValue(sketch.Key.Workload).AppendValue(sketch.Key.Container).AppendValue(of.Samples).AppendValue(of.HoursSeen)
                    .AppendValue(of.CpuMaxCores).AppendValue(of.MemoryMaxBytes).AppendValue(of.OomKills).AppendValue(bytes).EndRow();
            }
        }

        using var totals = connection.CreateAppender("usage_total");
        totals.CreateRow().AppendValue(day.Usage.Day).AppendValue(day.Usage.Samples).AppendValue(day.Usage.Containers).AppendValue(day.Usage.HoursSeen).AppendValue(day.Usage.Fingerprint).EndRow();
    }

    private List<T> Query<T>(string sql, Func<HistoryRow, T> read) => Guarded(() => nights.Query(sql, read));

    // Damage behind the head of the file shows only when its pages are read.
    private T Guarded<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (DuckDBException fault)
        {
            throw new ProblemException(Unusable(path, fault.Message));
        }
    }

    private void Execute(string sql) => nights.Execute(sql);

    private static string Literal(DateOnly day) => NightTables.Literal(day);

    private static Problem Unusable(string path, string message) =>
        message.Contains("Could not set lock", StringComparison.OrdinalIgnoreCase) || message.Contains("Conflicting lock", StringComparison.OrdinalIgnoreCase)
            ? new Problem("another program has the store open", path, "close it (a DuckDB shell, perhaps) and run again")
            : new Problem($"the store cannot be read: {FirstLine(message)}", path,
                string.Create(CultureInfo.InvariantCulture, $"put a copy back, or move `{Path.GetFileName(path)}` and `{Path.GetFileName(path)}.wal` aside and run again: the history then begins anew from the usage files"));

    private static string FirstLine(string message) => string.Concat(message.ReplaceLineEndings("\n").Split('\n')[0].Select(character => char.IsControl(character) ? ' ' : character));
}
