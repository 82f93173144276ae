using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>UpdateAssumeRolePolicy</c>.</summary>
public class UpdateAssumeRolePolicyResponse : AmazonWebServiceResponse;
