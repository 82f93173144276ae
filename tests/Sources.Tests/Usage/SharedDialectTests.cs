using System.Diagnostics;
using System.Globalization;
using CostTool.Sources.Usage;

namespace CostTool.Sources.Tests.Usage;

/// <summary>The texts are Trino's too: sqlglot's grammar of Trino takes each, and what it makes of them for DuckDB gives the same rows as the texts themselves.</summary>
public sealed class SharedDialectTests
{
    private static readonly string Usage = string.Concat(Enumerable.Range(0, 3000).Select(row => FormattableString.Invariant(
        $"{1_790_812_800 + (row / 6 * 617)},shop/deployment/w{row % 3},{(row % 3 == 2 ? $"c{row % 2}" : "app")},w{row % 3}-{row % 5},{(row % 11 == 0 ? "" : $"{row % 97 / 32.0}")},{(row % 101 == 0 ? -1 : 1_000_000 + (row * 7919))},{(row % 4 == 0 ? "2" : "")},21000000,{row % 50 / 1000.0},{(row % 700 == 0 ? 1 : 0)}\n")))
        .Insert(0, "timestamp,workload,container,instance,cpu_cores,memory_bytes,cpu_limit_cores,memory_limit_bytes,throttled_ratio,oom_kills\n");

    public static TheoryData<string> Names => [.. Texts(Table(InstantForm.EpochSeconds)).Select(text => text.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_and_what_Trino_reads_in_it_give_the_same_rows(string name)
    {
        using var folder = new UsageFolder();
        using var opened = UsageFiles.Open([folder.Write("usage.csv", Usage)], new UsageReadOptions(), CancellationToken.None);
        var text = Texts(opened.Table).Single(one => one.Name == name).Text;
        var rows = Rows(opened, text);
        Assert.True(rows.Count > 2, name);
        Assert.Equal(rows, Rows(opened, Transpiled(text)));
    }

    [Theory]
    [InlineData(InstantForm.EpochMilliseconds)]
    [InlineData(InstantForm.Timestamp)]
    [InlineData(InstantForm.ZonedTimestamp)]
    public void Every_form_of_instants_gives_the_same_rows(InstantForm form)
    {
        using var folder = new UsageFolder();
        using var opened = UsageFiles.Open([folder.Write("usage.csv", Usage)], new UsageReadOptions(), CancellationToken.None);
        var instant = form switch
        {
            InstantForm.EpochMilliseconds => "\"timestamp\" * 1000 + 999",
            InstantForm.Timestamp => "CAST(to_timestamp(\"timestamp\") AS TIMESTAMP) + INTERVAL 999 MILLISECOND",
            _ => "to_timestamp(\"timestamp\") + INTERVAL 999 MILLISECOND",
        };
        opened.Execute($"CREATE VIEW other AS SELECT * REPLACE ({instant} AS \"timestamp\") FROM {opened.Table.Sql}");
        var other = opened.Table with { Sql = "other", Instants = form };
        Assert.Equal(Rows(opened, UsageSql.Sketches(opened.Table, Present)), Rows(opened, UsageSql.Sketches(other, Present)));
        Assert.Equal(Rows(opened, UsageSql.Sketches(other, Present)), Rows(opened, Transpiled(UsageSql.Sketches(other, Present))));
    }

    private static readonly DateTimeOffset Present = DateTimeOffset.FromUnixTimeSeconds(1_791_100_000);

    private static UsageTable Table(InstantForm form) => new("usage_samples", form, UsageTable.Canonical.ToHashSet(StringComparer.Ordinal));

    private static (string Name, string Text)[] Texts(UsageTable table) =>
    [
        ("sketches", UsageSql.Sketches(table, null)),
        ("sketches with a present", UsageSql.Sketches(table, Present)),
        ("sketches of the fewest columns", UsageSql.Sketches(table with { Columns = new HashSet<string> { "timestamp", "workload", "cpu_cores" } }, null)),
        ("sketches of memory alone", UsageSql.Sketches(table with { Columns = new HashSet<string> { "timestamp", "workload", "memory_bytes", "instance" } }, null)),
        ("whole tasks", UsageSql.TaskSketches(table, null, ["shop/deployment/w2", "it's"])),
        ("series", UsageSql.Series(table, null)),
        ("reasons", UsageSql.Reasons(table, Present)),
    ];

    private static List<string> Rows(UsageFiles files, string text)
    {
        var rows = new List<string>();
        using var cursor = files.Open(text, CancellationToken.None);
        while (cursor.Read())
            rows.Add(string.Join("|", Enumerable.Range(0, cursor.Current.FieldCount).Select(column => cursor.Current.IsDBNull(column) ? "" : Convert.ToString(cursor.Current.GetValue(column), CultureInfo.InvariantCulture))));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static string Transpiled(string text)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Data", "usage", "transpile.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var python = Process.Start(start)!;
        python.StandardInput.Write(text);
        python.StandardInput.Close();
        var error = python.StandardError.ReadToEndAsync();
        var answer = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        Assert.True(python.ExitCode == 0, error.GetAwaiter().GetResult());
        return answer;
    }
}
