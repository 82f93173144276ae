using System.Text.Json;
using CostTool.Reports.Text;

namespace CostTool.Reports.Tables;

/// <summary><c>schema.json</c>: type, unit and meaning of every column of every CSV. Its first member also marks a folder as a report.</summary>
internal static class SchemaFile
{
    /// <summary>Name of the file.</summary>
    public const string Name = "schema.json";

    /// <summary>What a report folder's schema starts with.</summary>
    public const string Mark = "{\n  \"format\": \"costtool-report/1\"";

    /// <summary>Writes the schema.</summary>
    public static void Write(IReadOnlyList<ReportTable> tables, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("format", "costtool-report/1");
        json.WriteString("encoding", "UTF-8 without byte order mark, comma, line feed, invariant culture; an empty cell is unknown, never zero");
        json.WriteStartObject("files");
        foreach (var table in tables.OrderBy(table => table.FileName, StringComparer.Ordinal)) WriteTable(json, table);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTable(Utf8JsonWriter json, ReportTable table)
    {
        json.WriteStartObject(table.FileName);
        json.WriteString("row", table.Grain);
        json.WriteStartArray("columns");
        foreach (var column in table.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", Names.Of(column.Type));
            json.WriteString("unit", column.Unit);
            json.WriteString("meaning", column.Meaning);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
