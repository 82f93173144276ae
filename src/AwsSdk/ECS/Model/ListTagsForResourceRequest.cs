namespace Amazon.ECS.Model;

/// <summary>List the tags for an Amazon ECS resource.</summary>
public class ListTagsForResourceRequest : AmazonECSRequest
{
    /// <summary>The Amazon Resource Name (ARN) that identifies the resource to list the tags for; required.</summary>
    public string? ResourceArn { get; set; }
}
