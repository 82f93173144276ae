namespace Amazon.Scheduler.Model;

/// <summary>Assigns one or more tags (key-value pairs) to the specified EventBridge Scheduler resource.</summary>
public class TagResourceRequest : AmazonSchedulerRequest
{
    /// <summary>The Amazon Resource Name (ARN) of the schedule group that you are adding tags to; required.</summary>
    public string? ResourceArn { get; set; }

    /// <summary>The list of tags to associate with the schedule group; required.</summary>
    public List<Tag>? Tags { get; set; }
}
