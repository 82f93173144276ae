using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>DetachRolePolicy</c>.</summary>
public class DetachRolePolicyResponse : AmazonWebServiceResponse;
