using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation.Resources;

internal sealed class StateMachineType(DoubleAccount account) : StackResourceType(account)
{
    public override string Type => "AWS::StepFunctions::StateMachine";

    public override string NameProperty => "StateMachineName";

    public override IReadOnlyCollection<string> ReplacedBy => ["StateMachineName", "StateMachineType"];

    protected override IReadOnlyDictionary<string, string> Renamed { get; } = new Dictionary<string, string> { ["StateMachineName"] = "name", ["StateMachineType"] = "type", ["DefinitionString"] = "definition" };

    public override MadeResource Create(JsonObject properties, string generated)
    {
        var arn = Call("stepfunctions", "CreateStateMachine", properties).Text("stateMachineArn");
        return MadeResource.Of(arn, ("Arn", arn), ("Name", properties.Text("StateMachineName")));
    }

    public override void Update(MadeResource made, JsonObject before, JsonObject after) =>
        Call("stepfunctions", "UpdateStateMachine", Without(after, "StateMachineName", "StateMachineType", "Tags").With("StateMachineArn", made.PhysicalId));

    public override void Delete(MadeResource made, JsonObject properties) => Account.Call("stepfunctions", "DeleteStateMachine", new JsonObject { ["stateMachineArn"] = made.PhysicalId });
}
