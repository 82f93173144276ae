using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>CreateRole</c>.</summary>
public class CreateRoleResponse : AmazonWebServiceResponse
{
    /// <summary>A structure containing details about the new role.</summary>
    public Role? Role { get; set; }
}
