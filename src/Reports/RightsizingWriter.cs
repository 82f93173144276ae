using System.Text;
using System.Text.Json;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Rightsizing;
using CostTool.Reports.Files;
using CostTool.Reports.Patches;
using CostTool.Reports.Tables;

namespace CostTool.Reports;

/// <summary>Writes sizes into a folder: <c>rightsizing.csv</c> with its <c>schema.json</c>, and ready patches in <c>patches/</c>.</summary>
public static class RightsizingWriter
{
    private const string PatchFolder = "patches";
    private const string PatchList = "schema.json";

    /// <summary>Writes them.</summary>
    /// <param name="sizes">Sizes.</param>
    /// <param name="cluster">The cluster, for limits that stand in the way; or null.</param>
    /// <param name="definitions">Task definitions of today by workload.</param>
    /// <param name="folder">Where to; earlier sizes there are replaced, files of others beside them are kept.</param>
    /// <param name="cancellationToken">Ends the writing; the file that is being written is then as it was before.</param>
    /// <returns>Number of patches.</returns>
    /// <exception cref="Analyzer.Problems.ProblemException">The target is a file, or holds files with our names that were not written by us.</exception>
    public static async Task<int> WriteAsync(RightsizingResult sizes, ClusterInventory? cluster, IReadOnlyDictionary<string, JsonElement> definitions, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        IReadOnlyList<ReportTable> tables = [RightsizingTable.Of(sizes)];
        IReadOnlyList<ReportFile> files =
        [
            .. tables.Select(table => ReportFile.OfText(table.FileName, table.Write)),
            new ReportFile(SchemaFile.Name, (stream, _) =>
            {
                SchemaFile.Write(tables, stream);
                return Task.CompletedTask;
            }),
        ];
        await new ReportFolder(folder, files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal)).WriteAsync(files, cancellationToken);
        return await WritePatchesAsync(PatchSet.Of(sizes, cluster, definitions), Path.Combine(folder, PatchFolder), cancellationToken);
    }

    private static async Task<int> WritePatchesAsync(IReadOnlyList<PatchFile> patches, string folder, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReportFile> files =
        [
            .. patches.Select(patch => ReportFile.OfText(patch.Name, text => text.Write(patch.Text))),
            ReportFile.OfText(PatchList, text => text.Write(List(patches))),
        ];
        // Patches of an earlier night that nothing asks for any more must go: applied by mistake they would undo this night's.
        var earlier = Earlier(Path.Combine(folder, PatchList));
        await new ReportFolder(folder, files.Select(file => file.Name).Concat(earlier).ToHashSet(StringComparer.Ordinal)).WriteAsync(files, cancellationToken);
        return patches.Count;
    }

    private static string List(IReadOnlyList<PatchFile> patches)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("format", "costtool-report/1");
            json.WriteStartArray("patches");
            foreach (var patch in patches) json.WriteStringValue(patch.Name);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static List<string> Earlier(string list)
    {
        if (!File.Exists(list)) return [];
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(list));
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("format", out var format) || format.ToString() != "costtool-report/1") return [];
            return json.RootElement.TryGetProperty("patches", out var names) && names.ValueKind == JsonValueKind.Array
                ? [.. names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!).Where(name => name == Path.GetFileName(name) && name.Length > 0)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
