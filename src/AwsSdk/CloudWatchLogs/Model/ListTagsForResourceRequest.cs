namespace Amazon.CloudWatchLogs.Model;

/// <summary>Displays the tags associated with a CloudWatch Logs resource.</summary>
public class ListTagsForResourceRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The ARN of the resource that you want to view tags for; required.</summary>
    public string? ResourceArn { get; set; }
}
