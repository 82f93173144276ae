namespace Amazon.CloudWatchLogs.Model;

/// <summary>Sets the retention of the specified log group.</summary>
public class PutRetentionPolicyRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The name of the log group; required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Retention in days; required.</summary>
    public int? RetentionInDays { get; set; }
}
