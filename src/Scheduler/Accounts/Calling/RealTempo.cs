using System.Diagnostics;
using CostTool.Scheduler.Deployment.Applying;

namespace CostTool.Scheduler.Accounts.Calling;

/// <summary>Time as it passes.</summary>
public sealed class RealTempo : ITempo
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <inheritdoc />
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <inheritdoc />
    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);
}
