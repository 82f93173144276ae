using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

internal sealed class RoleType(DoubleAccount account) : StackResourceType(account)
{
    public override string Type => "AWS::IAM::Role";

    public override string NameProperty => "RoleName";

    public override IReadOnlyCollection<string> ReplacedBy => ["RoleName", "Path"];

    public override MadeResource Create(JsonObject properties, string generated)
    {
        var role = Call("iam", "CreateRole", Without(properties, "Policies", "ManagedPolicyArns"))["Role"]!.AsObject();
        var name = role.Text("RoleName");
        Allow(name, [], properties);
        return MadeResource.Of(name, ("Arn", role.Text("Arn")), ("RoleId", role.Text("RoleId")));
    }

    public override void Update(MadeResource made, JsonObject before, JsonObject after)
    {
        var name = made.PhysicalId;
        if (Differ(before, after, "AssumeRolePolicyDocument"))
            Account.Call("iam", "UpdateAssumeRolePolicy", new JsonObject { ["RoleName"] = name, ["PolicyDocument"] = ApiRequest.Text(after["AssumeRolePolicyDocument"]!) });
        if (Differ(before, after, "Description", "MaxSessionDuration"))
            Call("iam", "UpdateRole", new JsonObject { ["RoleName"] = name, ["Description"] = after.TextOrNull("Description") ?? "" }.With("MaxSessionDuration", after["MaxSessionDuration"]?.DeepClone()));
        Allow(name, before, after);
    }

    public override void Delete(MadeResource made, JsonObject properties)
    {
        Allow(made.PhysicalId, properties, []);
        Account.Call("iam", "DeleteRole", new JsonObject { ["RoleName"] = made.PhysicalId });
    }

    private void Allow(string role, JsonObject before, JsonObject after)
    {
        foreach (var policy in after.Objects("Policies")) Call("iam", "PutRolePolicy", new JsonObject { ["RoleName"] = role, ["PolicyName"] = policy.Text("PolicyName"), ["PolicyDocument"] = policy["PolicyDocument"]!.DeepClone() });
        foreach (var gone in before.Objects("Policies").Select(policy => policy.Text("PolicyName")).Except(after.Objects("Policies").Select(policy => policy.Text("PolicyName"))))
            Account.Call("iam", "DeleteRolePolicy", new JsonObject { ["RoleName"] = role, ["PolicyName"] = gone });
        foreach (var arn in after.Texts("ManagedPolicyArns").Except(before.Texts("ManagedPolicyArns"))) Account.Call("iam", "AttachRolePolicy", new JsonObject { ["RoleName"] = role, ["PolicyArn"] = arn });
        foreach (var arn in before.Texts("ManagedPolicyArns").Except(after.Texts("ManagedPolicyArns"))) Account.Call("iam", "DetachRolePolicy", new JsonObject { ["RoleName"] = role, ["PolicyArn"] = arn });
    }
}
