using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

internal sealed class RuleType(DoubleAccount account) : StackResourceType(account)
{
    public override string Type => "AWS::Events::Rule";

    public override string NameProperty => "Name";

    public override MadeResource Create(JsonObject properties, string generated)
    {
        var (name, arn) = (properties.Text("Name"), Account.Arn("events", $"rule/{properties.Text("Name")}"));
        RefuseExisting(arn, name);
        Put(name, [], properties);
        return MadeResource.Of(name, ("Arn", arn));
    }

    public override void Update(MadeResource made, JsonObject before, JsonObject after) => Put(made.PhysicalId, before, Without(after, "Tags"));

    public override void Delete(MadeResource made, JsonObject properties)
    {
        Remove(made.PhysicalId, Ids(properties));
        Account.Call("events", "DeleteRule", new JsonObject { ["Name"] = made.PhysicalId });
    }

    private static string[] Ids(JsonObject properties) => [.. properties.Objects("Targets").Select(target => target.Text("Id"))];

    private void Put(string name, JsonObject before, JsonObject after)
    {
        Call("events", "PutRule", Without(after, "Targets"));
        if (Ids(after).Length > 0)
        {
            var answer = Call("events", "PutTargets", new JsonObject { ["Rule"] = name, ["Targets"] = after["Targets"]!.DeepClone() });
            // The answer is a good one whatever became of each target.
            if (answer.Objects("FailedEntries") is [var failed, ..]) throw new ServiceErrorException(failed.Text("ErrorCode"), failed.Text("ErrorMessage"));
        }

        Remove(name, [.. Ids(before).Except(Ids(after))]);
    }

    private void Remove(string name, string[] ids)
    {
        if (ids.Length > 0) Account.Call("events", "RemoveTargets", new JsonObject { ["Rule"] = name, ["Ids"] = ids.ToArrayNode() });
    }
}
