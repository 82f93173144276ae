namespace CostTool.Scheduler.Replay.Policies;

/// <summary>A worker of its own for each task. Its shape runs one task at a time; an interrupted run starts again from nothing.</summary>
public sealed record OneShotPolicy : ReplayPolicy
{
    /// <inheritdoc />
    public override string Kind => "one-shot";

    /// <inheritdoc />
    public override string Parameters => "a worker a task";

    internal override void Check()
    {
        base.Check();
        Require(Shape.Concurrency == 1, "concurrency of one-shot", Shape.Concurrency.ToString(System.Globalization.CultureInfo.InvariantCulture), "1: a worker has one task");
    }
}
