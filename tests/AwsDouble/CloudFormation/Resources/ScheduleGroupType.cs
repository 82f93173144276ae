using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

internal sealed class ScheduleGroupType(DoubleAccount account) : StackResourceType(account)
{
    public override string Type => "AWS::Scheduler::ScheduleGroup";

    public override string NameProperty => "Name";

    public override MadeResource Create(JsonObject properties, string generated) =>
        MadeResource.Of(properties.Text("Name"), ("Arn", Call("scheduler", "CreateScheduleGroup", properties).Text("ScheduleGroupArn")));

    public override void Update(MadeResource made, JsonObject before, JsonObject after) =>
        Account.Call("scheduler", "TagResource", new JsonObject { ["ResourceArn"] = made.Attributes["Arn"], ["Tags"] = after["Tags"]!.DeepClone() });

    public override void Delete(MadeResource made, JsonObject properties) => Account.Call("scheduler", "DeleteScheduleGroup", new JsonObject { ["Name"] = made.PhysicalId });
}
