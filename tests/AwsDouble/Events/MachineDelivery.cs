using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.Events;

/// <summary>How a rule starts an execution: with the target's role, which EventBridge must be let to assume on behalf of that rule.</summary>
internal static class MachineDelivery
{
    private const string Sender = "events.amazonaws.com";

    /// <returns>Why nothing was started; null: it was.</returns>
    public static string? Start(DoubleAccount account, JsonObject target, string body, string ruleArn)
    {
        if (target.TextOrNull("RoleArn") is not { } role || !account.MayBeAssumed(role, Sender, ruleArn)) return "the role of the target cannot be assumed";
        try
        {
            account.Call("stepfunctions", "StartExecution", new JsonObject { ["stateMachineArn"] = target.Text("Arn"), ["input"] = body });
            return null;
        }
        catch (ServiceErrorException error)
        {
            return error.Message;
        }
    }
}
