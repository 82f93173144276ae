namespace Amazon.ECS.Model;

/// <summary>Associates the specified tags to a resource with the specified resourceArn.</summary>
public class TagResourceRequest : AmazonECSRequest
{
    /// <summary>The Amazon Resource Name (ARN) of the resource to add tags to; required.</summary>
    public string? ResourceArn { get; set; }

    /// <summary>The tags to add to the resource; required.</summary>
    public List<Tag>? Tags { get; set; }
}
