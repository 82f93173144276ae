namespace CostTool.Scheduler.Deployment.Applying;

/// <summary>How an apply goes about it.</summary>
public sealed record ApplyOptions
{
    /// <summary>Steps under way at once. At 50 ms a call and 50 calls a second 3 would do; more hide slow answers.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Times that a step is tried when what stops it may pass.</summary>
    public int Attempts { get; init; } = 8;

    /// <summary>Wait before the second try; it doubles each time.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Longest wait. Eight tries wait 52 s together, longer than IAM usually takes to show a new role to other services.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Times that the account is read again and the rest is done, after a run in which answers were lost.</summary>
    public int Rounds { get; init; } = 4;

    /// <summary>Logical ids of schedules that are made disabled, as Celery still runs their entries; see <see cref="CuttingOver.HeldSchedules"/>.</summary>
    public IReadOnlySet<string> MadeHeld { get; init; } = new HashSet<string>();
}

/// <summary>How an apply ended.</summary>
/// <param name="Done">Steps that are done.</param>
/// <param name="Failed">Steps that failed for good.</param>
/// <param name="Skipped">Steps that were not begun, as one that they need failed or the apply was stopped.</param>
/// <param name="AnswersLost">Some call's answer was lost, so that the account should be read again.</param>
public sealed record ApplyResult(IReadOnlyList<Comparing.Change> Done, IReadOnlyList<FailedChange> Failed, IReadOnlyList<Comparing.Change> Skipped, bool AnswersLost)
{
    /// <summary>Everything was done.</summary>
    public bool Complete => Failed.Count == 0 && Skipped.Count == 0;
}

/// <summary>A step that failed for good.</summary>
/// <param name="Change">The step.</param>
/// <param name="Problem">Why.</param>
public sealed record FailedChange(Comparing.Change Change, Analyzer.Problems.Problem Problem);
