using System.Text.Json;
using System.Text.Json.Serialization;
using CostTool.Scheduler.Deployment.CuttingOver;
using NodaTime;

namespace CostTool.Cli.Deployment.Switching;

/// <summary>Records of switches under way, and which entries were cut over, in a file of the workspace. Written whole or not at all, and on the disk before the step goes on.</summary>
internal sealed class SwitchJournalFile : ISwitchJournal
{
    private readonly string path;
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, SwitchLine> lines;

    private SwitchJournalFile(string path, SortedDictionary<string, SwitchLine> lines) => (this.path, this.lines) = (path, lines);

    /// <summary>Reads what is there. A file that cannot be read is begun anew: only what is told of missed fires rests on it.</summary>
    public static SwitchJournalFile Open(DeploymentFolder folder)
    {
        var path = Path.Combine(folder.Path, "switches.json");
        return new SwitchJournalFile(path, Read(path));
    }

    public SwitchRecord? Find(string entryId)
    {
        lock (gate) return lines.TryGetValue(entryId, out var line) ? new SwitchRecord(Instant.FromDateTimeOffset(line.StoppedAt), line.StartedAt is { } at ? Instant.FromDateTimeOffset(at) : null) : null;
    }

    public void Write(string entryId, SwitchRecord record)
    {
        lock (gate)
        {
            lines[entryId] = new SwitchLine { StoppedAt = record.StoppedAt.ToDateTimeOffset(), StartedAt = record.StartedAt?.ToDateTimeOffset() };
            Save();
        }
    }

    public void Clear(string entryId, SwitchDirection direction)
    {
        lock (gate)
        {
            if (lines.Remove(entryId)) Save();
        }
    }

    private static SortedDictionary<string, SwitchLine> Read(string path)
    {
        if (!File.Exists(path)) return new(StringComparer.Ordinal);
        try
        {
            return new(JsonSerializer.Deserialize(File.ReadAllBytes(path), SwitchJson.Default.DictionaryStringSwitchLine) ?? [], StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            return new(StringComparer.Ordinal);
        }
    }

    private void Save()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = path + ".new";
        using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(lines.ToDictionary(StringComparer.Ordinal), SwitchJson.Default.DictionaryStringSwitchLine));
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
    }
}

/// <summary>A switch under way.</summary>
internal sealed record SwitchLine
{
    public required DateTimeOffset StoppedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Dictionary<string, SwitchLine>))]
internal sealed partial class SwitchJson : JsonSerializerContext;
