using System.Globalization;
using System.Text.Json;
using CostTool.Analyzer.Pricing;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Cli.Dispatching.Processes;

/// <summary>The folder of one worker that is a process: how it was launched, which process it is, what it prints and how it ended. All that is known of it stands there, so a dispatcher that is started again finds it.</summary>
/// <param name="path">The folder; its name is the worker's id.</param>
internal sealed class WorkerFolder(string path)
{
    // A shell that has not written its process id by then will not.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(20);
    private const int LongestLine = 64 * 1024;

    public string Path => path;

    public string Id => System.IO.Path.GetFileName(path);

    /// <summary>Notes how it is launched, before it is.</summary>
    public void Write(LaunchOrder order, DateTimeOffset now)
    {
        Directory.CreateDirectory(path);
        using var file = File.Create(In("launch.json"));
        using var writer = new Utf8JsonWriter(file);
        writer.WriteStartObject();
        writer.WriteString("pool", order.Pool);
        writer.WriteString("purchase", order.Purchase == PurchaseOption.Spot ? "spot" : "on-demand");
        writer.WriteString("launched_at", now);
        writer.WriteEndObject();
    }

    /// <summary>The worker as it is now; null where the folder holds none.</summary>
    public WorkerState? Read(DateTimeOffset now)
    {
        if (Launch() is not { } launch) return null;
        var process = Text("process")?.Split(' ');
        var worker = new DispatchedWorker
        {
            Id = Id,
            Pool = launch.Pool,
            Purchase = launch.Purchase,
            Stage = process is null ? WorkerStage.Starting : WorkerStage.Running,
            LaunchedAt = launch.At,
            StartedAt = process is null ? null : new DateTimeOffset(File.GetLastWriteTimeUtc(In("process")), TimeSpan.Zero),
        };
        if (process is [var id, var start] && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks))
            return new WorkerState(worker, ProcessTable.SessionLives(pid, ticks), Status());
        return new WorkerState(worker, now - launch.At < LongestStart, null);
    }

    /// <summary>What the runner printed at its end; null where it printed nothing of its own.</summary>
    public JsonElement? LastLine()
    {
        try
        {
            using var file = new FileStream(In("out"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Seek(-Math.Min(file.Length, LongestLine), SeekOrigin.End);
            using var reader = new StreamReader(file);
            var line = reader.ReadToEnd().TrimEnd().Split('\n')[^1];
            if (!line.StartsWith('{')) return null;
            using var document = JsonDocument.Parse(line);
            return document.RootElement.TryGetProperty("costtool_runner", out _) ? document.RootElement.Clone() : null;
        }
        catch (Exception fault) when (fault is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    private int? Status() => int.TryParse(Text("exit"), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;

    private (string Pool, PurchaseOption Purchase, DateTimeOffset At)? Launch()
    {
        if (Text("launch.json") is not { Length: > 0 } text) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return (root.GetProperty("pool").GetString()!, root.GetProperty("purchase").GetString() == "spot" ? PurchaseOption.Spot : PurchaseOption.OnDemand, root.GetProperty("launched_at").GetDateTimeOffset());
        }
        catch (JsonException)
        {
            // Half written: the dispatcher was killed before it started anything.
            return null;
        }
    }

    private string? Text(string name)
    {
        try
        {
            return File.ReadAllText(In(name)).Trim();
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string In(string name) => System.IO.Path.Combine(path, name);
}

/// <summary>A worker with what the machine says of it.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Lives">A process of it is there.</param>
/// <param name="Status">Exit status of the runner, 128 and the signal where one ended it; null where nobody was left to note it.</param>
internal sealed record WorkerState(DispatchedWorker Worker, bool Lives, int? Status);
