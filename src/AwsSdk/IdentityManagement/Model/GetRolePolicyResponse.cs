using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>GetRolePolicy</c>.</summary>
public class GetRolePolicyResponse : AmazonWebServiceResponse
{
    /// <summary>The policy document.</summary>
    public string? PolicyDocument { get; set; }

    /// <summary>The name of the policy.</summary>
    public string? PolicyName { get; set; }

    /// <summary>The role the policy is associated with.</summary>
    public string? RoleName { get; set; }
}
