namespace Amazon.SimpleNotificationService.Model;

/// <summary>Creates a topic to which notifications can be published.</summary>
public class CreateTopicRequest : AmazonSimpleNotificationServiceRequest
{
    /// <summary>A map of attributes with their corresponding values.</summary>
    public Dictionary<string, string>? Attributes { get; set; }

    /// <summary>The name of the topic you want to create; required.</summary>
    public string? Name { get; set; }

    /// <summary>The list of tags to add to a new topic.</summary>
    public List<Tag>? Tags { get; set; }
}
