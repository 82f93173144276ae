using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>UpdateRole</c>.</summary>
public class UpdateRoleResponse : AmazonWebServiceResponse;
