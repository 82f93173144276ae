namespace Amazon.CloudWatchLogs.Model;

/// <summary>Lists the specified log groups.</summary>
public class DescribeLogGroupsRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The maximum number of items returned.</summary>
    public int? Limit { get; set; }

    /// <summary>The prefix to match.</summary>
    public string? LogGroupNamePrefix { get; set; }

    /// <summary>The token for the next set of items to return.</summary>
    public string? NextToken { get; set; }
}
