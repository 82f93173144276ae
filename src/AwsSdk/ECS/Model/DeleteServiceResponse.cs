using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>DeleteService</c>.</summary>
public class DeleteServiceResponse : AmazonWebServiceResponse
{
    /// <summary>The full description of the service.</summary>
    public Service? Service { get; set; }
}
