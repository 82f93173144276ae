namespace Amazon.SimpleNotificationService.Model;

/// <summary>A wrapper type for the topic's Amazon Resource Name (ARN).</summary>
public class Topic
{
    /// <summary>The topic's ARN.</summary>
    public string? TopicArn { get; set; }
}
