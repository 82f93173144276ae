using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>SimulatePrincipalPolicy</c>.</summary>
public class SimulatePrincipalPolicyResponse : AmazonWebServiceResponse
{
    /// <summary>The results of the simulation.</summary>
    public List<EvaluationResult>? EvaluationResults { get; set; }

    /// <summary>A flag that indicates whether there are more items to return.</summary>
    public bool? IsTruncated { get; set; }

    /// <summary>Marker.</summary>
    public string? Marker { get; set; }
}
