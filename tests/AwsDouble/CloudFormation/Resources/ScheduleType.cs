using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

internal sealed class ScheduleType(DoubleAccount account) : StackResourceType(account)
{
    public override string Type => "AWS::Scheduler::Schedule";

    public override string NameProperty => "Name";

    // No tags, as opposed to their group.
    public override bool TakesTags => false;

    public override IReadOnlyCollection<string> ReplacedBy => ["Name", "GroupName"];

    public override MadeResource Create(JsonObject properties, string generated) =>
        MadeResource.Of(properties.Text("Name"), ("Arn", Call("scheduler", "CreateSchedule", properties).Text("ScheduleArn")));

    public override void Update(MadeResource made, JsonObject before, JsonObject after) => Call("scheduler", "UpdateSchedule", after);

    public override void Delete(MadeResource made, JsonObject properties) =>
        Account.Call("scheduler", "DeleteSchedule", new JsonObject { ["Name"] = made.PhysicalId }.With("GroupName", properties["GroupName"]?.DeepClone()));
}
