using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;

namespace CostTool.Sources.Prometheus;

/// <summary>What an import set out to do; an unfinished one is taken up only by the same.</summary>
internal sealed record ImportPlan
{
    public required string Address { get; init; }

    public required long Start { get; init; }

    public required long End { get; init; }

    public required long Step { get; init; }

    public required long ChunkSeconds { get; init; }

    public required string Matchers { get; init; }

    public required IReadOnlyList<string> AskedNamespaces { get; init; }

    public required IReadOnlyList<string> Namespaces { get; init; }

    public required string Job { get; init; }

    public required long ScrapeInterval { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>Counts of a finished part.</summary>
internal sealed record PartCounts
{
    public required long Rows { get; init; }

    public required long Kept { get; init; }

    public required IReadOnlyDictionary<string, long> LeftOut { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, WriteIndented = true)]
[JsonSerializable(typeof(ImportPlan))]
[JsonSerializable(typeof(PartCounts))]
internal sealed partial class ImportStateJson : JsonSerializerContext;

/// <summary>Finished parts of an import beside its output, so that a stopped one goes on where it stopped. Each file is there whole or not at all.</summary>
internal sealed class ImportState(string output)
{
    private const string PlanName = "plan.json";

    public string Folder { get; } = output + ".parts";

    /// <summary>The plan of an unfinished import; null without one.</summary>
    /// <exception cref="ProblemException">The folder holds something else.</exception>
    public ImportPlan? Plan()
    {
        var path = Path.Combine(Folder, PlanName);
        if (!File.Exists(path)) return null;
        try
        {
            using var text = File.OpenRead(path);
            return JsonSerializer.Deserialize(text, ImportStateJson.Default.ImportPlan);
        }
        catch (JsonException)
        {
            throw new ProblemException(new Problem("the plan of an unfinished import cannot be read", path, "remove the folder and import again"));
        }
    }

    public void Begin(ImportPlan plan)
    {
        Directory.CreateDirectory(Folder);
        Write(Path.Combine(Folder, PlanName), JsonSerializer.SerializeToUtf8Bytes(plan, ImportStateJson.Default.ImportPlan));
    }

    public string PartFile(UsageChunk chunk) => Path.Combine(Folder, Name(chunk) + ".parquet");

    /// <summary>Counts of a part; null where it is not finished.</summary>
    public UsageIntake? Counts(UsageChunk chunk)
    {
        var path = Path.Combine(Folder, Name(chunk) + ".json");
        if (!File.Exists(path)) return null;
        using var text = File.OpenRead(path);
        var counts = JsonSerializer.Deserialize(text, ImportStateJson.Default.PartCounts)!;
        return counts.Kept > 0 && !File.Exists(PartFile(chunk)) ? null : new UsageIntake { Rows = counts.Rows, Kept = counts.Kept, LeftOut = counts.LeftOut, Notes = counts.Notes };
    }

    /// <summary>Marks a part as finished; its rows must be there.</summary>
    public void Finish(UsageChunk chunk, UsageIntake counts) => Write(
        Path.Combine(Folder, Name(chunk) + ".json"),
        JsonSerializer.SerializeToUtf8Bytes(new PartCounts { Rows = counts.Rows, Kept = counts.Kept, LeftOut = counts.LeftOut, Notes = counts.Notes }, ImportStateJson.Default.PartCounts));

    public void Remove() => Directory.Delete(Folder, recursive: true);

    // A namespace may be any text of the server, so its hash names the file.
    private static string Name(UsageChunk chunk) => FormattableString.Invariant($"{chunk.Start}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chunk.Namespace)))[..16]}");

    private static void Write(string path, byte[] content)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(unfinished, content);
        File.Move(unfinished, path, overwrite: true);
    }
}
