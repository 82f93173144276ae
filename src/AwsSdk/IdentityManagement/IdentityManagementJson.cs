using System.Text.Json.Serialization;
using Amazon.IdentityManagement.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.IdentityManagement;

/// <summary>The shapes of IAM as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(Iso8601Converter),
        typeof(ContextKeyTypeEnumConverter),
        typeof(PermissionsBoundaryAttachmentTypeConverter),
        typeof(PolicyEvaluationDecisionTypeConverter),
    ])]
[JsonSerializable(typeof(AttachRolePolicyRequest))]
[JsonSerializable(typeof(AttachRolePolicyResponse))]
[JsonSerializable(typeof(CreateRoleRequest))]
[JsonSerializable(typeof(CreateRoleResponse))]
[JsonSerializable(typeof(DeleteRoleRequest))]
[JsonSerializable(typeof(DeleteRoleResponse))]
[JsonSerializable(typeof(DeleteRolePolicyRequest))]
[JsonSerializable(typeof(DeleteRolePolicyResponse))]
[JsonSerializable(typeof(DetachRolePolicyRequest))]
[JsonSerializable(typeof(DetachRolePolicyResponse))]
[JsonSerializable(typeof(GetRoleRequest))]
[JsonSerializable(typeof(GetRoleResponse))]
[JsonSerializable(typeof(GetRolePolicyRequest))]
[JsonSerializable(typeof(GetRolePolicyResponse))]
[JsonSerializable(typeof(ListAttachedRolePoliciesRequest))]
[JsonSerializable(typeof(ListAttachedRolePoliciesResponse))]
[JsonSerializable(typeof(ListRolePoliciesRequest))]
[JsonSerializable(typeof(ListRolePoliciesResponse))]
[JsonSerializable(typeof(ListRoleTagsRequest))]
[JsonSerializable(typeof(ListRoleTagsResponse))]
[JsonSerializable(typeof(ListRolesRequest))]
[JsonSerializable(typeof(ListRolesResponse))]
[JsonSerializable(typeof(PutRolePolicyRequest))]
[JsonSerializable(typeof(PutRolePolicyResponse))]
[JsonSerializable(typeof(SimulatePrincipalPolicyRequest))]
[JsonSerializable(typeof(SimulatePrincipalPolicyResponse))]
[JsonSerializable(typeof(TagRoleRequest))]
[JsonSerializable(typeof(TagRoleResponse))]
[JsonSerializable(typeof(UpdateAssumeRolePolicyRequest))]
[JsonSerializable(typeof(UpdateAssumeRolePolicyResponse))]
[JsonSerializable(typeof(UpdateRoleRequest))]
[JsonSerializable(typeof(UpdateRoleResponse))]
internal sealed partial class IdentityManagementJson : JsonSerializerContext
{
    private sealed class ContextKeyTypeEnumConverter() : ConstantConverter<ContextKeyTypeEnum>(value => IdentityManagement.ContextKeyTypeEnum.FindValue(value));

    private sealed class PermissionsBoundaryAttachmentTypeConverter() : ConstantConverter<PermissionsBoundaryAttachmentType>(value => IdentityManagement.PermissionsBoundaryAttachmentType.FindValue(value));

    private sealed class PolicyEvaluationDecisionTypeConverter() : ConstantConverter<PolicyEvaluationDecisionType>(value => IdentityManagement.PolicyEvaluationDecisionType.FindValue(value));
}
