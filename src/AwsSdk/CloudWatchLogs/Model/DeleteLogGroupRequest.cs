namespace Amazon.CloudWatchLogs.Model;

/// <summary>Deletes the specified log group and permanently deletes all the archived log events associated with the log group.</summary>
public class DeleteLogGroupRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The name of the log group; required.</summary>
    public string? LogGroupName { get; set; }
}
