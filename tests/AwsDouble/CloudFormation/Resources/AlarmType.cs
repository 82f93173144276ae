using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

internal sealed class AlarmType(DoubleAccount account) : StackResourceType(account)
{
    public override string Type => "AWS::CloudWatch::Alarm";

    public override string NameProperty => "AlarmName";

    public override MadeResource Create(JsonObject properties, string generated)
    {
        var (name, arn) = (properties.Text("AlarmName"), Account.Arn("cloudwatch", $"alarm:{properties.Text("AlarmName")}"));
        RefuseExisting(arn, name);
        Call("cloudwatch", "PutMetricAlarm", properties);
        return MadeResource.Of(name, ("Arn", arn));
    }

    public override void Update(MadeResource made, JsonObject before, JsonObject after) => Call("cloudwatch", "PutMetricAlarm", Without(after, "Tags"));

    public override void Delete(MadeResource made, JsonObject properties) => Account.Call("cloudwatch", "DeleteAlarms", new JsonObject { ["AlarmNames"] = new JsonArray(made.PhysicalId) });
}
