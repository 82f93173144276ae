using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The answer of <c>TagRole</c>.</summary>
public class TagRoleResponse : AmazonWebServiceResponse;
