using System.Globalization;
using System.Text;
using CostTool.Analyzer.Nightly;
using CostTool.Reports.Tables;

namespace CostTool.Reports.Nightly;

/// <summary>Writes the digest of a night as Markdown and as JSON. Each file is written aside and then renamed, so that a reader never sees half of one.</summary>
public static class DigestWriter
{
    /// <summary>Writes <c>DAY.md</c> and <c>DAY.json</c>; files that hold the same bytes already are left alone.</summary>
    public static void Write(ChangeDigest digest, string workspace, string folder)
    {
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        var name = Name(digest.Night.Day);
        Replace(Path.Combine(folder, name + ".md"), Encoding.UTF8.GetBytes(Markdown(digest, workspace)));
        Replace(Path.Combine(folder, name + ".json"), Json(digest, workspace));
    }

    /// <summary>Both files of a day are there.</summary>
    public static bool Exists(DateOnly day, string folder) => Path.Combine(folder, Name(day)) is var stem && File.Exists(stem + ".md") && File.Exists(stem + ".json");

    /// <summary>Writes <c>ledger.csv</c> and, beside it, what its columns mean.</summary>
    public static void WriteLedger(IReadOnlyList<Claim> claims, string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        var table = LedgerTable.Of(claims);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        table.Write(text);
        Replace(Path.Combine(folder, table.FileName), Encoding.UTF8.GetBytes(text.ToString()));
        using var schema = new MemoryStream();
        SchemaFile.Write([table], schema);
        Replace(Path.Combine(folder, LedgerTable.SchemaName), schema.ToArray());
    }

    /// <summary>The digest for people.</summary>
    public static string Markdown(ChangeDigest digest, string workspace)
    {
        ArgumentNullException.ThrowIfNull(digest);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        DigestMarkdown.Write(digest, workspace, text);
        return text.ToString();
    }

    /// <summary>The digest for programs, in UTF-8 with a line end.</summary>
    public static byte[] Json(ChangeDigest digest, string workspace)
    {
        ArgumentNullException.ThrowIfNull(digest);
        using var bytes = new MemoryStream();
        DigestJson.Write(digest, workspace, bytes);
        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    /// <summary>The night on a few lines, for a terminal or a log.</summary>
    public static void Summarise(ChangeDigest digest, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(digest);
        ArgumentNullException.ThrowIfNull(output);
        var night = digest.Night;
        output.WriteLine(FormattableString.Invariant($"{night.Day:yyyy-MM-dd}: {DigestMarkdown.Usage(night.Usage)}; sizes: {DigestMarkdown.Counts(night)}; {DigestMarkdown.Ledger(night.Ledger)}"));
        if (night.Revision > 1) output.WriteLine(FormattableString.Invariant($"  revision {night.Revision}: {Text.VisibleText.Of(string.Join("; ", night.RevisedBecause))}"));
        output.WriteLine(digest.IsQuiet
            ? "  nothing moved"
            : FormattableString.Invariant($"  moved: {digest.Sizes.Count} sizes, {digest.Workloads.Count} workloads, {digest.Prices.Count} prices, {digest.Scenarios.Count} scenarios, {digest.Claims.Count} claims"));
        foreach (var note in digest.Notes) output.WriteLine($"  note: {Text.VisibleText.Of(note)}");
    }

    private static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Replace(string path, byte[] content)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content)) return;
        var aside = path + ".new";
        using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
    }
}
