namespace Amazon.CloudWatchLogs.Model;

/// <summary>Lists log events from the specified log stream.</summary>
public class GetLogEventsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>End time.</summary>
    public DateTime? EndTime { get; set; }

    /// <summary>The maximum number of log events returned.</summary>
    public int? Limit { get; set; }

    /// <summary>The name of the log group; required.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The name of the log stream; required.</summary>
    public string? LogStreamName { get; set; }

    /// <summary>The token for the next set of items to return.</summary>
    public string? NextToken { get; set; }

    /// <summary>If the value is true, the earliest log events are returned first.</summary>
    public bool? StartFromHead { get; set; }

    /// <summary>Start time.</summary>
    public DateTime? StartTime { get; set; }
}
