using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Collecting;

/// <summary>The workspace as collecting writes it: each file is there whole or not at all, and <c>collect.json</c> says what is there.</summary>
/// <remarks>A file is written before its record. Killed in between, the file is asked for again; it is never taken for more than it is.</remarks>
public sealed class CollectFolder
{
    private const string ManifestName = "collect.json";
    private const string SaltName = ".collect-salt";
    private const int SaltBytes = 32;

    private readonly Lock turn = new();
    private readonly TimeProvider clock;
    private readonly AccountRedaction? redaction;
    private readonly CollectManifest manifest;

    private CollectFolder(string path, CollectManifest manifest, AccountRedaction? redaction, TimeProvider clock) =>
        (Path, this.manifest, this.redaction, this.clock) = (path, manifest, redaction, clock);

    /// <summary>Full path of the workspace.</summary>
    public string Path { get; }

    /// <summary>The time.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Opens a workspace for collecting. Nothing is written yet, but the salt where account ids are to be replaced.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="redact">Replace account ids.</param>
    /// <param name="clock">The time of records.</param>
    /// <exception cref="ProblemException">The record is damaged, or the files that are there were written with the other choice.</exception>
    public static CollectFolder Open(string path, bool redact, TimeProvider clock)
    {
        var full = System.IO.Path.GetFullPath(path);
        var file = System.IO.Path.Combine(full, ManifestName);
        var manifest = File.Exists(file) ? Read(file) : new CollectManifest { Redacted = redact, Parts = new(StringComparer.Ordinal) };
        if (manifest.Redacted != redact && manifest.Parts.Count > 0)
            throw new ProblemException(new Problem(
                manifest.Redacted ? "the workspace was collected with --redact" : "the workspace was collected without --redact", ManifestName, "collect in the same way, or into a folder of its own"));
        return new CollectFolder(full, manifest with { Redacted = redact }, redact ? new AccountRedaction(Salt(full)) : null, clock);
    }

    /// <summary>The record of a part whose file is as it was written; null where it must be asked for.</summary>
    public CollectPart? Find(string part)
    {
        lock (turn)
        {
            if (!manifest.Parts.TryGetValue(part, out var known)) return null;
            if (known.File is null) return known;
            var file = Full(known.File);
            return File.Exists(file) && Hash(file) == known.Sha256 ? known : null;
        }
    }

    /// <summary>Writes the file of a part and then its record.</summary>
    public void Write(string part, string file, string text, string how, bool final)
    {
        WriteBytes(file, Encoding.UTF8.GetBytes(Clean(text)));
        Record(part, file, how, final);
    }

    /// <summary>Records a part whose file another writer has put in place; without a file, that the source had nothing.</summary>
    public void Record(string part, string? file, string how, bool final)
    {
        lock (turn)
        {
            manifest.Parts[part] = new CollectPart { File = file, Sha256 = file is null ? null : Hash(Full(file)), CollectedAt = Now, How = how, Final = final };
            WriteBytes(ManifestName, JsonSerializer.SerializeToUtf8Bytes(manifest, CollectJson.Default.CollectManifest));
        }
    }

    /// <summary>Keeps an answer as it was given, with its question and the time.</summary>
    /// <param name="file">Path under <c>raw/</c>, without <c>.json.gz</c>.</param>
    /// <param name="request">The question.</param>
    /// <param name="answer">The answer, without what must not be kept.</param>
    public void KeepRaw(string file, JsonNode request, JsonNode answer)
    {
        var text = new JsonObject { ["request"] = request.DeepClone(), ["asked_at"] = Now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), ["answer"] = answer.DeepClone() }.ToJsonString();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(Clean(text)));
        WriteBytes($"raw/{file}.json.gz", packed.ToArray());
    }

    /// <summary>The answer that was kept, or null.</summary>
    public JsonNode? FindRaw(string file)
    {
        var full = Full($"raw/{file}.json.gz");
        if (!File.Exists(full)) return null;
        using var gzip = new GZipStream(File.OpenRead(full), CompressionMode.Decompress);
        return JsonNode.Parse(gzip)!["answer"];
    }

    /// <summary>Forgets the answers of a folder under <c>raw/</c>.</summary>
    public void ForgetRaw(string folder)
    {
        if (Directory.Exists(Full($"raw/{folder}"))) Directory.Delete(Full($"raw/{folder}"), recursive: true);
    }

    /// <summary>Writes a <c>costtool.yaml</c> that names the last finished month of the bill and the prices, as far as they are there, where there is no configuration; the user's own is never touched.</summary>
    /// <param name="region">Region that was stated, or null where the contents are to tell it.</param>
    public void WriteConfiguration(string? region)
    {
        if (File.Exists(Full("costtool.yaml"))) return;
        var month = new DateOnly(Now.Year, Now.Month, 1).AddMonths(-1).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        var text = string.Concat(region is null ? "" : $"region: {region}\n", Find($"aws/bill/{month}") is null ? "" : $"month: {month}\n", Find("aws/prices/book.csv") is null ? "" : $"prices: {PriceCollection.Folder}\n");
        if (text.Length > 0) WriteBytes("costtool.yaml", Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Full path of a file of the workspace.</summary>
    public string Full(string file) => System.IO.Path.Combine(Path, file);

    private string Clean(string text) => redaction is null ? text : redaction.Redact(text);

    private void WriteBytes(string file, byte[] bytes) => Replace(Full(file), bytes);

    private static void Replace(string target, byte[] bytes)
    {
        var folder = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!).FullName;
        var unfinished = System.IO.Path.Combine(folder, $".{System.IO.Path.GetFileName(target)}.tmp");
        using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            stream.Write(bytes);
            // A record must not outlive the file that it speaks of.
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, target, overwrite: true);
    }

    private static byte[] Salt(string folder)
    {
        var file = System.IO.Path.Combine(folder, SaltName);
        if (File.Exists(file)) return File.ReadAllBytes(file);
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        Replace(file, salt);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return salt;
    }

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Workspaces.InputHash.Of(stream, CancellationToken.None);
    }

    private static CollectManifest Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), CollectJson.Default.CollectManifest) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new ProblemException(new Problem("the record of what was collected is damaged", ManifestName, "restore it, or remove it to collect everything again"));
        }
    }
}
