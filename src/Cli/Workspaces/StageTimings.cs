using System.Diagnostics;
using System.Globalization;

namespace CostTool.Cli.Workspaces;

/// <summary>How long each stage of a command took, for <c>--timings</c>. Stages that run side by side are each counted whole.</summary>
public sealed class StageTimings
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly List<(string Stage, TimeSpan Time)> stages = [];
    private readonly Lock guard = new();

    /// <summary>Runs a stage and notes its time.</summary>
    public T Measure<T>(string stage, Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var start = Stopwatch.GetTimestamp();
        var result = work();
        lock (guard) stages.Add((stage, Stopwatch.GetElapsedTime(start)));
        return result;
    }

    /// <summary>Runs an asynchronous stage and notes its time.</summary>
    public async Task MeasureAsync(string stage, Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var start = Stopwatch.GetTimestamp();
        await work().ConfigureAwait(false);
        lock (guard) stages.Add((stage, Stopwatch.GetElapsedTime(start)));
    }

    /// <summary>Prints the stages in the order in which they ended, and the time since the command began.</summary>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var (stage, time) in stages) writer.WriteLine(Row(stage, time));
        writer.WriteLine(Row("total", Stopwatch.GetElapsedTime(started)));
    }

    private static string Row(string stage, TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{stage,-12} {time.TotalMilliseconds,8:0} ms");
}
