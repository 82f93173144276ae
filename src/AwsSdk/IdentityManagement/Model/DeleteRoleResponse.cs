using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>DeleteRole</c>.</summary>
public class DeleteRoleResponse : AmazonWebServiceResponse;
