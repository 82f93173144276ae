namespace CostTool.Scheduler.Dispatching.Looping;

/// <summary>Time, as the loop needs it.</summary>
public interface IDispatchClock
{
    /// <summary>The instant, in UTC.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Waits.</summary>
    Task WaitAsync(TimeSpan time, CancellationToken cancellationToken);
}
