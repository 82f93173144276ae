using System.Text.Json;
using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.History;
using DuckDB.NET.Data;

namespace CostTool.Sources.Tests.History;

public sealed class HistoryStoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("costtool-test-");

    private string Store => Path.Combine(folder.FullName, "history; with a 'name'", "costtool.duckdb");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void What_a_night_wrote_is_what_is_read_back_after_a_restart()
    {
        var nights = Chain(3);
        foreach (var (night, number) in nights.Select((night, number) => (night, number)))
        {
            using var store = HistoryStore.Open(Store);
            store.Write(night, [StoredNights.Day(number)]);
        }

        using var again = HistoryStore.Open(Store);
        foreach (var night in nights)
        {
            var read = again.Read(night.Day)!;
            Assert.Equal(NightFingerprint.Of(night), NightFingerprint.Of(read));
            Assert.Equal((night.Basis, night.Revision), (read.Basis, read.Revision));
        }

        Assert.Equal(nights.Select(night => new KnownNight(night.Day, night.Usage, night.Basis, NightFingerprint.Of(night))), again.Nights());
        Assert.Null(again.Read(StoredNights.First.AddDays(9)));
    }

    [Fact]
    public void Days_merge_into_the_sketch_of_their_window()
    {
        using var store = HistoryStore.Open(Store);
        store.Write(StoredNights.Of(0), [StoredNights.Day(0), StoredNights.Day(1, 0.5), StoredNights.Day(2)]);
        var sketch = Assert.Single(store.Sketches(StoredNights.First, StoredNights.First.AddDays(1)));
        Assert.Equal(
            JsonSerializer.Serialize(UsageSketch.Merge(StoredNights.Sketch(StoredNights.First, 0.25), StoredNights.Sketch(StoredNights.First.AddDays(1), 0.5))),
            JsonSerializer.Serialize(sketch));
    }

    [Fact]
    public void A_night_and_a_day_that_are_written_again_take_the_place_of_the_old_ones()
    {
        using var store = HistoryStore.Open(Store);
        store.Write(StoredNights.Of(0), [StoredNights.Day(0)]);
        store.Write(StoredNights.Of(0) with { Revision = 2, RevisedBecause = ["late"] }, [StoredNights.Day(0, 0.75)]);
        Assert.Equal(["late"], store.Read(StoredNights.First)!.RevisedBecause);
        Assert.Equal(0.75, Assert.Single(store.Sketches(StoredNights.First, StoredNights.First)).Days[0].CpuMaxCores);
        Assert.Single(store.Nights());
    }

    [Fact]
    public void A_night_that_fails_on_the_way_leaves_nothing_of_itself()
    {
        using var store = HistoryStore.Open(Store);
        store.Write(StoredNights.Of(0), [StoredNights.Day(0)]);
        var broken = StoredNights.Of(1) with { RevisedBecause = null! };
        Assert.ThrowsAny<Exception>(() => store.Write(broken, [StoredNights.Day(1)]));
        Assert.Equal([StoredNights.First], store.Usage().Keys);
        Assert.Single(store.Nights());
        store.Write(StoredNights.Of(1), [StoredNights.Day(1)]);
        Assert.Equal(2, store.Nights().Count);
    }

    [Fact]
    public void A_store_of_the_first_schema_is_brought_up_to_the_present_one()
    {
        Raw(connection => HistorySchema.Migrate(connection, Store, to: 1));
        using (var store = HistoryStore.Open(Store)) store.Write(StoredNights.Of(0), []);
        Raw(connection =>
        {
            Assert.Equal((long)HistorySchema.Version, Scalar(connection, "SELECT count(*) FROM schema_version"));
            Assert.Equal(1L, Scalar(connection, "SELECT count(*) FROM ledger"));
        });
    }

    [Fact]
    public void A_store_of_a_newer_costtool_is_refused_and_left_as_it_is()
    {
        HistoryStore.Open(Store).Dispose();
        Raw(connection => Scalar(connection, "INSERT INTO schema_version VALUES (99)"));
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => HistoryStore.Open(Store)).Problems);
        Assert.Contains("schema version `99`", problem.What);
        Assert.Equal(Store, problem.Where);
    }

    [Theory]
    [InlineData(0, 4096)] // its head
    [InlineData(8192, 1 << 20)] // all behind the head
    public void A_damaged_store_is_one_clear_error(int from, int bytes)
    {
        using (var store = HistoryStore.Open(Store)) store.Write(StoredNights.Of(0), [StoredNights.Day(0)]);
        var content = File.ReadAllBytes(Store);
        for (var place = from; place < Math.Min(content.Length, from + bytes); place++) content[place] = (byte)(place % 251);
        File.WriteAllBytes(Store, content);
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => ReadAll()).Problems);
        Assert.StartsWith("the store cannot be read", problem.What);
        Assert.Contains("aside and run again", problem.Fix);
    }

    [Fact]
    public void A_file_that_is_no_store_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Store)!);
        File.WriteAllText(Store, "day,usd\n");
        Assert.StartsWith("the store cannot be read", Assert.Single(Assert.Throws<ProblemException>(() => HistoryStore.Open(Store)).Problems).What);
    }

    [Fact]
    public void A_log_that_was_cut_off_anywhere_gives_whole_nights_back()
    {
        // A copy of the files while the store is open is what a power cut leaves: the nights are in the log, not yet in the file.
        var copy = Path.Combine(folder.FullName, "copy.duckdb");
        var nights = Chain(3);
        using (var store = HistoryStore.Open(Store))
        {
            for (var number = 0; number < nights.Count; number++) store.Write(nights[number], [StoredNights.Day(number)]);
            File.Copy(Store, copy);
            File.Copy(Store + ".wal", copy + ".wal");
        }

        var log = File.ReadAllBytes(copy + ".wal");
        var file = File.ReadAllBytes(copy);
        var random = new Random(20261123);
        var seen = new HashSet<int>();
        for (var round = 0; round < 12; round++)
        {
            File.WriteAllBytes(copy, file);
            File.WriteAllBytes(copy + ".wal", log[..(round == 0 ? log.Length : random.Next(log.Length))]);
            using var store = HistoryStore.Open(copy);
            var known = store.Nights();
            seen.Add(known.Count);
            for (var number = 0; number < known.Count; number++) Assert.Equal(NightFingerprint.Of(nights[number]), NightFingerprint.Of(store.Read(known[number].Day)!));
            Assert.Equal(known.Select(night => night.Day), store.Usage().Keys.Order());
        }

        Assert.Contains(3, seen);
        Assert.True(seen.Count > 1, "no cut lost a night, so nothing was tested");
    }

    private void ReadAll()
    {
        using var store = HistoryStore.Open(Store);
        foreach (var night in store.Nights()) store.Read(night.Day);
        store.Sketches(StoredNights.First, StoredNights.First);
    }

    private static List<Night> Chain(int count)
    {
        var nights = new List<Night>();
        for (var number = 0; number < count; number++) nights.Add(StoredNights.Of(number, nights.LastOrDefault()));
        return nights;
    }

    private void Raw(Action<DuckDBConnection> use)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Store)!);
        using var connection = new DuckDBConnection(new DuckDBConnectionStringBuilder { DataSource = Store }.ConnectionString);
        connection.Open();
        use(connection);
    }

    private static object? Scalar(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
