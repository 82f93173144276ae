using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>AttachRolePolicy</c>.</summary>
public class AttachRolePolicyResponse : AmazonWebServiceResponse;
