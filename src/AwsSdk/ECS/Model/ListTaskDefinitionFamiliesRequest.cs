namespace Amazon.ECS.Model;

/// <summary>Returns a list of task definition families that are registered to your account.</summary>
public class ListTaskDefinitionFamiliesRequest : AmazonECSRequest
{
    /// <summary>The familyPrefix to filter the results with.</summary>
    public string? FamilyPrefix { get; set; }

    /// <summary>The maximum number of task definition family results that are returned in paginated output.</summary>
    public int? MaxResults { get; set; }

    /// <summary>The nextToken value returned from an earlier request.</summary>
    public string? NextToken { get; set; }

    /// <summary>The task definition family status to filter the results with.</summary>
    public TaskDefinitionFamilyStatus? Status { get; set; }
}
