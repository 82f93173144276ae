namespace Amazon.StepFunctions.Model;

/// <summary>Log destination.</summary>
public class LogDestination
{
    /// <summary>An object describing a CloudWatch log group.</summary>
    public CloudWatchLogsLogGroup? CloudWatchLogsLogGroup { get; set; }
}
