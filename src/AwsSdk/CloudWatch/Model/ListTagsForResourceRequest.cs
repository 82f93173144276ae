namespace Amazon.CloudWatch.Model;

/// <summary>Displays the tags associated with a CloudWatch resource.</summary>
public class ListTagsForResourceRequest : AmazonCloudWatchRequest
{
    /// <summary>The ARN of the CloudWatch resource that you want to view tags for; required.</summary>
    public string? ResourceARN { get; set; }
}
