using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>ListTasks</c>.</summary>
public class ListTasksResponse : AmazonWebServiceResponse
{
    /// <summary>The nextToken value to include in a future ListTasks request.</summary>
    public string? NextToken { get; set; }

    /// <summary>The list of task ARN entries for the ListTasks request.</summary>
    public List<string>? TaskArns { get; set; }
}
