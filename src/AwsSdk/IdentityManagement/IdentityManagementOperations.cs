using System.Text.Json;
using Amazon.IdentityManagement.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.IdentityManagement;

/// <summary>The operations of IAM that are used, protocol Query with XML.</summary>
internal static class IdentityManagementOperations
{
    public static readonly AwsService Service = new("IAM", "iam", "iam", "2010-05-08", Global: true);

    public static readonly ServiceErrors Errors = new(
        new Dictionary<string, ServiceError>(StringComparer.Ordinal)
        {
            ["ConcurrentModification"] = (error, _) => new ConcurrentModificationException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["DeleteConflict"] = (error, _) => new DeleteConflictException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["EntityAlreadyExists"] = (error, _) => new EntityAlreadyExistsException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidInput"] = (error, _) => new InvalidInputException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["LimitExceeded"] = (error, _) => new LimitExceededException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["MalformedPolicyDocument"] = (error, _) => new MalformedPolicyDocumentException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["NoSuchEntity"] = (error, _) => new NoSuchEntityException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["PolicyEvaluation"] = (error, _) => new PolicyEvaluationException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["PolicyNotAttachable"] = (error, _) => new PolicyNotAttachableException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["ServiceFailure"] = (error, _) => new ServiceFailureException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["UnmodifiableEntity"] = (error, _) => new UnmodifiableEntityException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        },
        error => new AmazonIdentityManagementServiceException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    private static readonly JsonSerializerOptions Shapes = JsonShapes.Options(IdentityManagementJson.Default);

    public static readonly QueryOperation<AttachRolePolicyRequest, AttachRolePolicyResponse> AttachRolePolicy =
        new(Service, nameof(AttachRolePolicy), Shapes, Errors);

    public static readonly QueryOperation<CreateRoleRequest, CreateRoleResponse> CreateRole =
        new(Service, nameof(CreateRole), Shapes, Errors);

    public static readonly QueryOperation<DeleteRoleRequest, DeleteRoleResponse> DeleteRole =
        new(Service, nameof(DeleteRole), Shapes, Errors);

    public static readonly QueryOperation<DeleteRolePolicyRequest, DeleteRolePolicyResponse> DeleteRolePolicy =
        new(Service, nameof(DeleteRolePolicy), Shapes, Errors);

    public static readonly QueryOperation<DetachRolePolicyRequest, DetachRolePolicyResponse> DetachRolePolicy =
        new(Service, nameof(DetachRolePolicy), Shapes, Errors);

    public static readonly QueryOperation<GetRoleRequest, GetRoleResponse> GetRole =
        new(Service, nameof(GetRole), Shapes, Errors);

    public static readonly QueryOperation<GetRolePolicyRequest, GetRolePolicyResponse> GetRolePolicy =
        new(Service, nameof(GetRolePolicy), Shapes, Errors);

    public static readonly QueryOperation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse> ListAttachedRolePolicies =
        new(Service, nameof(ListAttachedRolePolicies), Shapes, Errors);

    public static readonly QueryOperation<ListRolePoliciesRequest, ListRolePoliciesResponse> ListRolePolicies =
        new(Service, nameof(ListRolePolicies), Shapes, Errors);

    public static readonly QueryOperation<ListRoleTagsRequest, ListRoleTagsResponse> ListRoleTags =
        new(Service, nameof(ListRoleTags), Shapes, Errors);

    public static readonly QueryOperation<ListRolesRequest, ListRolesResponse> ListRoles =
        new(Service, nameof(ListRoles), Shapes, Errors);

    public static readonly QueryOperation<PutRolePolicyRequest, PutRolePolicyResponse> PutRolePolicy =
        new(Service, nameof(PutRolePolicy), Shapes, Errors);

    public static readonly QueryOperation<SimulatePrincipalPolicyRequest, SimulatePrincipalPolicyResponse> SimulatePrincipalPolicy =
        new(Service, nameof(SimulatePrincipalPolicy), Shapes, Errors);

    public static readonly QueryOperation<TagRoleRequest, TagRoleResponse> TagRole =
        new(Service, nameof(TagRole), Shapes, Errors);

    public static readonly QueryOperation<UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResponse> UpdateAssumeRolePolicy =
        new(Service, nameof(UpdateAssumeRolePolicy), Shapes, Errors);

    public static readonly QueryOperation<UpdateRoleRequest, UpdateRoleResponse> UpdateRole =
        new(Service, nameof(UpdateRole), Shapes, Errors);
}
