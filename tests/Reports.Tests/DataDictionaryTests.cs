using System.Text;
using System.Text.Json;
using CostTool.Analyzer.Units;
using CostTool.Reports.Tests.Fixtures;
using CostTool.Scheduler.Planning;

namespace CostTool.Reports.Tests;

/// <summary>docs/data-dictionary.md is schema.json as a page; <c>UPDATE_GOLDEN=1</c> writes it anew.</summary>
public sealed class DataDictionaryTests(WrittenReports reports) : IClassFixture<WrittenReports>
{
    private static readonly SchedulePlan NoSchedules = new()
    {
        Name = "none",
        Month = "2026-10",
        AsOf = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
        Rows = [],
        Sets = [],
        Total = new PlanTotal(Usd.Zero, UsdBand.Sure(Usd.Zero), UsdBand.Sure(Usd.Zero), 0),
        BreakEven = [],
        Assumptions = [],
    };

    [Fact]
    public async Task The_data_dictionary_says_what_the_schemas_say()
    {
        using var folder = new TemporaryFolder();
        await PlanWriter.WriteAsync(NoSchedules, folder.Report, TestContext.Current.CancellationToken);
        using var report = JsonDocument.Parse(reports["atelier"].Read("schema.json"));
        using var plan = JsonDocument.Parse(folder.Read("schema.json"));
        var page = new StringBuilder("""
            # Data dictionary
            Every column of every CSV that a report or a schedule plan holds, in the order of the files. The same facts stand in `schema.json` beside the CSVs, from which this page is made.
            Conventions (encoding, empty cells, formulas): docs/reports.md.

            """.ReplaceLineEndings("\n"));
        foreach (var file in new[] { report, plan }.SelectMany(schema => schema.RootElement.GetProperty("files").EnumerateObject()).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            page.Append($"\n## {file.Name}\nOne row: {file.Value.GetProperty("row").GetString()}.\n\n| column | type | unit | meaning |\n|---|---|---|---|\n");
            foreach (var column in file.Value.GetProperty("columns").EnumerateArray())
            {
                string Text(string member) => column.GetProperty(member).GetString()!.Replace("|", "\\|", StringComparison.Ordinal);
                page.Append($"| `{Text("name")}` | {Text("type")} | {Text("unit")} | {Text("meaning")} |\n");
            }
        }

        Golden.Matches("../../../docs/data-dictionary.md", page.ToString());
    }
}
