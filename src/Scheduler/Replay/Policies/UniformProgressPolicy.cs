using static System.FormattableString;

namespace CostTool.Scheduler.Replay.Policies;

/// <summary>Yardstick, not advice: each task is a job with a deadline that moves between Spot and on demand by Uniform Progress.</summary>
/// <remarks>
/// Wu, Chiang, Mao, Yang, Friedman, Shenker, Stoica: Can't Be Late: Optimizing Spot Instance Savings under Deadlines, NSDI 2024. With work C, deadline R, done(t), expected(t) = C t / R and
/// changeover d: take Spot whenever it is there and keep it until it is preempted; when idle and done(t) &lt; expected(t), go on demand; on demand, stay until done(t) ≥ expected(t + 2d); when idle
/// and the time left is below the work left + 2d, go on demand to the end. The paper's jobs keep their progress when they move, as with a checkpoint. Celery tasks do not: no policy of ours can reach this line without checkpoints.
/// </remarks>
public sealed record UniformProgressPolicy : ReplayPolicy
{
    /// <inheritdoc />
    public override string Kind => "uniform-progress";

    /// <summary>Seconds from when a task is due to when it has to be done.</summary>
    public required double DeadlineSeconds { get; init; }

    /// <inheritdoc />
    public override string Parameters => Invariant($"deadline {DeadlineSeconds:0.#} s, progress kept");

    internal override void Check()
    {
        base.Check();
        Require(DeadlineSeconds > 0, "deadline", Invariant($"{DeadlineSeconds} s"), "more than zero seconds");
        Require(Shape.Concurrency == 1, "concurrency of uniform-progress", Invariant($"{Shape.Concurrency}"), "1: a worker has one task");
    }
}
