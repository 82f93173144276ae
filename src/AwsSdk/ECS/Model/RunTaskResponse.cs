using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>RunTask</c>.</summary>
public class RunTaskResponse : AmazonWebServiceResponse
{
    /// <summary>Any failures associated with the call.</summary>
    public List<Failure>? Failures { get; set; }

    /// <summary>A full description of the tasks that were run.</summary>
    public List<Task>? Tasks { get; set; }
}
