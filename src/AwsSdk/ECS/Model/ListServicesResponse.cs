using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>ListServices</c>.</summary>
public class ListServicesResponse : AmazonWebServiceResponse
{
    /// <summary>The nextToken value to include in a future ListServices request.</summary>
    public string? NextToken { get; set; }

    /// <summary>The list of full ARN entries for each service that's associated with the specified cluster.</summary>
    public List<string>? ServiceArns { get; set; }
}
