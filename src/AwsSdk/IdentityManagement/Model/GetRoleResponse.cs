using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>GetRole</c>.</summary>
public class GetRoleResponse : AmazonWebServiceResponse
{
    /// <summary>A structure containing details about the IAM role.</summary>
    public Role? Role { get; set; }
}
