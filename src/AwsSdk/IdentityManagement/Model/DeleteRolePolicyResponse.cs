using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>DeleteRolePolicy</c>.</summary>
public class DeleteRolePolicyResponse : AmazonWebServiceResponse;
