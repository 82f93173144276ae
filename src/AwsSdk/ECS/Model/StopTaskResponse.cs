using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>StopTask</c>.</summary>
public class StopTaskResponse : AmazonWebServiceResponse
{
    /// <summary>The task that was stopped.</summary>
    public Task? Task { get; set; }
}
