namespace CostTool.Scheduler.Replay.Capacity;

/// <summary>What passes between the request for a worker and its first task.</summary>
public sealed record StartUp
{
    /// <summary>Seconds from the request to the start of the image pull: placement and network interface. Not billed.</summary>
    public required QuantileTable Placement { get; init; }

    /// <summary>Seconds from the start of the image pull to the worker's first receive: pull, container, interpreter, import of the app. Billed.</summary>
    public required QuantileTable PullAndBoot { get; init; }

    /// <summary>Seconds that a worker needs to leave after its last task or its idle time; billed.</summary>
    public double StopSeconds { get; init; }

    /// <summary>Where the numbers come from.</summary>
    public required string Source { get; init; }

    /// <summary>What stands in until it is measured: pull 25 s and start 10 s as in the plan of schedules, with half of that and twice that as the ends; placement 5 to 30 s.</summary>
    /// <remarks>Assumed, not measured. <c>pullStartedAt - createdAt</c> and the first <c>task-received</c> of the user's own tasks replace it.</remarks>
    public static StartUp Assumed { get; } = new()
    {
        Placement = QuantileTable.Of((0, 5), (0.5, 12), (0.95, 20), (1, 30)),
        PullAndBoot = QuantileTable.Of((0, 17.5), (0.5, 35), (0.95, 55), (1, 70)),
        Source = "assumed",
    };

    /// <summary>A start without spread.</summary>
    /// <param name="placementSeconds">Not billed.</param>
    /// <param name="pullAndBootSeconds">Billed.</param>
    public static StartUp Constant(double placementSeconds, double pullAndBootSeconds) => new()
    {
        Placement = QuantileTable.Constant(placementSeconds), PullAndBoot = QuantileTable.Constant(pullAndBootSeconds), Source = "constant",
    };
}
