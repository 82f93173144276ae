namespace Amazon.Scheduler.Model;

/// <summary>The details of a target.</summary>
public class TargetSummary
{
    /// <summary>The Amazon Resource Name (ARN) of the target; required.</summary>
    public string? Arn { get; set; }
}
