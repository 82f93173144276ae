using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

internal sealed class LogGroupType(DoubleAccount account) : StackResourceType(account)
{
    public override string Type => "AWS::Logs::LogGroup";

    public override string NameProperty => "LogGroupName";

    public override MadeResource Create(JsonObject properties, string generated)
    {
        var name = properties.Text("LogGroupName");
        Call("logs", "CreateLogGroup", Without(properties, "RetentionInDays"));
        Retain(name, properties);
        return MadeResource.Of(name, ("Arn", Account.Arn("logs", $"log-group:{name}:*")));
    }

    public override void Update(MadeResource made, JsonObject before, JsonObject after) => Retain(made.PhysicalId, after);

    public override void Delete(MadeResource made, JsonObject properties) => Account.Call("logs", "DeleteLogGroup", new JsonObject { ["logGroupName"] = made.PhysicalId });

    private void Retain(string name, JsonObject properties)
    {
        if (properties["RetentionInDays"] is { } days) Call("logs", "PutRetentionPolicy", new JsonObject { ["LogGroupName"] = name, ["RetentionInDays"] = days.DeepClone() });
        else Account.Call("logs", "DeleteRetentionPolicy", new JsonObject { ["logGroupName"] = name });
    }
}
