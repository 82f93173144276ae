using CostTool.Scheduler.Dispatching.Looping;

namespace CostTool.Cli.Dispatching;

/// <summary>The loop's time, from a provider of time.</summary>
internal sealed class SystemDispatchClock(TimeProvider time) : IDispatchClock
{
    public DateTimeOffset Now => time.GetUtcNow();

    public Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, time, cancellationToken);
}
