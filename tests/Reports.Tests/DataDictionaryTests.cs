using System.Text;
using System.Text.Json;
using CostTool.Reports.Tests.Fixtures;

namespace CostTool.Reports.Tests;

/// <summary>docs/data-dictionary.md is schema.json as a page; <c>UPDATE_GOLDEN=1</c> writes it anew.</summary>
public sealed class DataDictionaryTests(WrittenReports reports) : IClassFixture<WrittenReports>
{
    [Fact]
    public void The_data_dictionary_says_what_the_schema_says()
    {
        using var schema = JsonDocument.Parse(reports["atelier"].Read("schema.json"));
        var page = new StringBuilder("""
            # Data dictionary
            Every column of every CSV that a report holds, in the order of the files. The same facts stand in `schema.json` beside the CSVs, from which this page is made.
            Conventions (encoding, empty cells, formulas): docs/reports.md.

            """.ReplaceLineEndings("\n"));
        foreach (var file in schema.RootElement.GetProperty("files").EnumerateObject())
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
