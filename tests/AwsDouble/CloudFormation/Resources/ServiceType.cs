using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

/// <summary>A service of ECS.</summary>
internal sealed class ServiceType(DoubleAccount account) : StackResourceType(account)
{
    public override string Type => "AWS::ECS::Service";

    public override string NameProperty => "ServiceName";

    public override IReadOnlyCollection<string> ReplacedBy => ["ServiceName", "Cluster", "LaunchType", "SchedulingStrategy"];

    public override MadeResource Create(JsonObject properties, string generated)
    {
        var arn = Call("ecs", "CreateService", properties)["service"]!.AsObject().Text("serviceArn");
        return MadeResource.Of(arn, ("ServiceArn", arn), ("Name", properties.Text("ServiceName")));
    }

    public override void Update(MadeResource made, JsonObject before, JsonObject after) =>
        Call("ecs", "UpdateService", Without(after, "ServiceName", "LaunchType", "SchedulingStrategy", "Tags").With("Service", after.Text("ServiceName")));

    public override void Delete(MadeResource made, JsonObject properties) =>
        Account.Call("ecs", "DeleteService", new JsonObject { ["cluster"] = properties.Text("Cluster"), ["service"] = made.PhysicalId, ["force"] = true });
}
