using System.IO.Compression;
using System.Text;

namespace CostTool.Sources.Workspaces;

/// <summary>Tells what a file may be by its name and its first or last bytes; the readers make sure of it.</summary>
internal static class FileTraits
{
    private const int Sample = 64 << 10;

    /// <summary>Endings of files that kubectl writes.</summary>
    public static bool IsKubectlName(string path) => Ends(path, ".json", ".json.gz", ".jsonl", ".jsonl.gz");

    /// <summary>Endings of ECS answers.</summary>
    public static bool IsEcsName(string path) => Ends(path, ".json", ".json.gz");

    /// <summary>Endings of usage samples.</summary>
    public static bool IsUsageName(string path) => Ends(path, ".parquet", ".csv", ".csv.gz", ".jsonl", ".jsonl.gz");

    /// <summary>A file of a bill folder that is charges: not the manifest that exports put beside them.</summary>
    public static bool IsBillInBillFolder(string path) => Ends(path, ".csv", ".csv.gz", ".parquet") || (Ends(path, ".json", ".json.gz") && HasText(path, "\"ResultsByTime\""));

    /// <summary>A file that looks like a bill wherever it lies: its header, its Parquet schema or its first members say so.</summary>
    public static bool LooksLikeBill(string path)
    {
        if (Ends(path, ".json", ".json.gz")) return HasText(path, "\"ResultsByTime\"");
        if (Ends(path, ".csv", ".csv.gz")) return HasBillColumns(Head(path));
        return Ends(path, ".parquet") && HasBillColumns(Tail(path));
    }

    /// <summary>A JSON file that looks like kubectl's.</summary>
    public static bool LooksLikeKubectl(string path) => IsKubectlName(path) && Head(path) is var head && Has(head, "\"apiVersion\"") && (Has(head, "\"items\"") || Has(head, "\"kind\""));

    private static bool HasBillColumns(string text) => Has(text, "lineItem/") || Has(text, "line_item_") || Has(text, "BilledCost");

    private static bool HasText(string path, string text) => Has(Head(path), text);

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    private static bool Ends(string path, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static string Head(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using Stream text = Ends(path, ".gz") ? new GZipStream(file, CompressionMode.Decompress) : file;
            return Take(text);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // Parquet keeps its schema at the end of the file.
    private static string Tail(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            file.Seek(-Math.Min(Sample, file.Length), SeekOrigin.End);
            return Take(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Take(Stream bytes)
    {
        var sample = new byte[Sample];
        return Encoding.Latin1.GetString(sample, 0, bytes.ReadAtLeast(sample, Sample, throwOnEndOfStream: false));
    }
}
