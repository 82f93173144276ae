using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using CostTool.Scheduler.Accounts;

namespace CostTool.Cli.Deployment;

/// <summary>What was read of schedules, kept in a file of the workspace from one command to the next. Losing it costs calls and nothing else.</summary>
public sealed class ScheduleMemoryFile : IScheduleMemory
{
    private readonly ConcurrentDictionary<string, RememberedSchedule> schedules = new(StringComparer.Ordinal);
    private readonly string path;
    private volatile bool changed;

    private ScheduleMemoryFile(string path) => this.path = path;

    /// <summary>Reads what is there. A file that another build wrote, or that was cut, is forgotten.</summary>
    /// <param name="path">The file.</param>
    /// <param name="anew">Remember nothing of before.</param>
    public static ScheduleMemoryFile Open(string path, bool anew)
    {
        ArgumentNullException.ThrowIfNull(path);
        var memory = new ScheduleMemoryFile(path) { changed = anew };
        if (anew || !File.Exists(path)) return memory;
        foreach (var line in File.ReadLines(path))
        {
            if (Read(line) is { } row) memory.schedules[row.Arn] = row.Schedule;
        }

        return memory;
    }

    /// <inheritdoc />
    public RememberedSchedule? Get(string arn) => schedules.GetValueOrDefault(arn);

    /// <inheritdoc />
    public void Put(string arn, RememberedSchedule schedule)
    {
        schedules[arn] = schedule;
        changed = true;
    }

    /// <inheritdoc />
    public void Forget(string arn) => changed |= schedules.TryRemove(arn, out _);

    /// <summary>Writes what is remembered, whole or not at all, for its owner's eyes only: arguments of tasks stand in it.</summary>
    public void Save()
    {
        if (!changed) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(aside, options))
        {
            foreach (var (arn, schedule) in schedules.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                writer.Write(JsonSerializer.Serialize(new MemoryRow(arn, schedule), MemoryJson.Default.MemoryRow) + "\n");
        }

        File.Move(aside, path, overwrite: true);
        changed = false;
    }

    private static MemoryRow? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, MemoryJson.Default.MemoryRow);
        }
        catch (JsonException)
        {
            // The schedule is read from the account again.
            return null;
        }
    }
}

internal sealed record MemoryRow(string Arn, RememberedSchedule Schedule);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MemoryRow))]
internal sealed partial class MemoryJson : JsonSerializerContext;
