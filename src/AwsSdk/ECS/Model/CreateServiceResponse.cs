using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>CreateService</c>.</summary>
public class CreateServiceResponse : AmazonWebServiceResponse
{
    /// <summary>The full description of the service.</summary>
    public Service? Service { get; set; }
}
