namespace Amazon.CloudWatch.Model;

/// <summary>Assigns one or more tags (key-value pairs) to the specified CloudWatch resource.</summary>
public class TagResourceRequest : AmazonCloudWatchRequest
{
    /// <summary>The ARN of the CloudWatch resource that you're adding tags to; required.</summary>
    public string? ResourceARN { get; set; }

    /// <summary>The list of key-value pairs to associate with the alarm; required.</summary>
    public List<Tag>? Tags { get; set; }
}
