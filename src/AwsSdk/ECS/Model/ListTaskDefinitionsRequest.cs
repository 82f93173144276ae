namespace Amazon.ECS.Model;

/// <summary>Returns a list of task definitions that are registered to your account.</summary>
public class ListTaskDefinitionsRequest : AmazonECSRequest
{
    /// <summary>The full family name to filter the ListTaskDefinitions results with.</summary>
    public string? FamilyPrefix { get; set; }

    /// <summary>The maximum number of task definition results that ListTaskDefinitions returned in paginated output.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Next token.</summary>
    public string? NextToken { get; set; }

    /// <summary>The order to sort the results in.</summary>
    public SortOrder? Sort { get; set; }

    /// <summary>The task definition status to filter the ListTaskDefinitions results with.</summary>
    public TaskDefinitionStatus? Status { get; set; }
}
