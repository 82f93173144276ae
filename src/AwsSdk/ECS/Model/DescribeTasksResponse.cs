using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>DescribeTasks</c>.</summary>
public class DescribeTasksResponse : AmazonWebServiceResponse
{
    /// <summary>Any failures associated with the call.</summary>
    public List<Failure>? Failures { get; set; }

    /// <summary>The list of tasks.</summary>
    public List<Task>? Tasks { get; set; }
}
