namespace Amazon.StepFunctions.Model;

/// <summary>Cloud watch logs log group.</summary>
public class CloudWatchLogsLogGroup
{
    /// <summary>The ARN of the the CloudWatch log group to which you want your logs emitted to.</summary>
    public string? LogGroupArn { get; set; }
}
