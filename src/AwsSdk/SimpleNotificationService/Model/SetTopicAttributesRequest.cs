namespace Amazon.SimpleNotificationService.Model;

/// <summary>Allows a topic owner to set an attribute of the topic to a new value.</summary>
public class SetTopicAttributesRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>A map of attributes with their corresponding values; required.</summary>
    public string? AttributeName { get; set; }

    /// <summary>The new value for the attribute.</summary>
    public string? AttributeValue { get; set; }

    /// <summary>The ARN of the topic to modify; required.</summary>
    public string? TopicArn { get; set; }
}
