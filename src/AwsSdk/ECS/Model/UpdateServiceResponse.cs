using Amazon.Runtime;

namespace Amazon.ECS.Model;

/// <summary>The answer of <c>UpdateService</c>.</summary>
public class UpdateServiceResponse : AmazonWebServiceResponse
{
    /// <summary>The full description of the service.</summary>
    public Service? Service { get; set; }
}
