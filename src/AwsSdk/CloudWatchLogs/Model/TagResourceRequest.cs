namespace Amazon.CloudWatchLogs.Model;

/// <summary>Assigns one or more tags (key-value pairs) to the specified CloudWatch Logs resource.</summary>
public class TagResourceRequest : AmazonCloudWatchLogsRequest
{
    /// <summary>The ARN of the resource that you're adding tags to; required.</summary>
    public string? ResourceArn { get; set; }

    /// <summary>The list of key-value pairs to associate with the resource; required.</summary>
    public Dictionary<string, string>? Tags { get; set; }
}
