using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

/// <summary>A revision: whatever changes makes another.</summary>
internal sealed class TaskDefinitionType(DoubleAccount account) : StackResourceType(account)
{
    public override string Type => "AWS::ECS::TaskDefinition";

    public override string NameProperty => "Family";

    public override IReadOnlyCollection<string>? ReplacedBy => null;

    public override MadeResource Create(JsonObject properties, string generated)
    {
        var arn = Call("ecs", "RegisterTaskDefinition", properties)["taskDefinition"]!.AsObject().Text("taskDefinitionArn");
        return MadeResource.Of(arn, ("TaskDefinitionArn", arn));
    }

    public override void Update(MadeResource made, JsonObject before, JsonObject after) => throw new InvalidOperationException("a task definition is replaced");

    public override void Delete(MadeResource made, JsonObject properties) => Account.Call("ecs", "DeregisterTaskDefinition", new JsonObject { ["taskDefinition"] = made.PhysicalId });
}
