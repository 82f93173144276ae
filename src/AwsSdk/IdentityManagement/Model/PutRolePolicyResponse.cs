using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>PutRolePolicy</c>.</summary>
public class PutRolePolicyResponse : AmazonWebServiceResponse;
