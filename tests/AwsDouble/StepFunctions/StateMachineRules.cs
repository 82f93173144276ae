using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.StepFunctions;

/// <summary>What Step Functions refuses of a state machine beyond what its model says.</summary>
internal static partial class StateMachineRules
{
    private static readonly string[] Types = ["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"];

    public static void CheckName(string name)
    {
        if (!Name().IsMatch(name)) throw new ServiceErrorException("InvalidName", $"Invalid Name: '{name}'");
    }

    public static void CheckDefinition(string definition)
    {
        JsonNode? parsed;
        try
        {
            parsed = JsonNode.Parse(definition);
        }
        catch (JsonException)
        {
            throw Invalid("INVALID_JSON_DESCRIPTION: the definition is no JSON");
        }

        Check(parsed as JsonObject ?? throw Invalid("INVALID_JSON_DESCRIPTION: the definition is no object"), "/");
    }

    public static void CheckRole(DoubleAccount account, string roleArn, string machineArn)
    {
        if (!account.MayBeAssumed(roleArn, "states.amazonaws.com", machineArn))
            throw new ServiceErrorException("AccessDeniedException", "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.");
    }

    private static void Check(JsonObject machine, string at)
    {
        if (machine["States"] is not JsonObject { Count: > 0 } states) throw Missing($"The field 'States' is required at {at}");
        if ((string?)machine["StartAt"] is not { } start || !states.ContainsKey(start)) throw Missing($"StartAt names no state at {at}");
        foreach (var (name, node) in states)
        {
            var where = $"{at}States/{name}";
            if (node is not JsonObject state || !Types.Contains((string?)state["Type"])) throw Missing($"Type is missing or unknown at {where}");
            foreach (var next in Nexts(state))
                if (!states.ContainsKey(next)) throw Missing($"MISSING_TRANSITION_TARGET: Missing 'Next' target: {next} at {where}");
            if ((string?)state["Type"] is "Task" or "Pass" or "Wait" or "Map" or "Parallel" && state["Next"] is null && state["End"] is null) throw Missing($"Next or End is required at {where}");
            if (state["ItemProcessor"] is JsonObject inner) Check(inner, $"{where}/ItemProcessor/");
        }
    }

    private static IEnumerable<string> Nexts(JsonObject state) =>
        new[] { state["Next"], state["Default"] }
            .Concat(state.Objects("Catch").Select(handler => handler["Next"])).Concat(state.Objects("Choices").Select(choice => choice["Next"]))
            .Where(next => next is not null).Select(next => (string)next!);

    private static ServiceErrorException Missing(string what) => Invalid($"SCHEMA_VALIDATION_FAILED: {what}");

    private static ServiceErrorException Invalid(string what) => new("InvalidDefinition", $"Invalid State Machine Definition: '{what}'");

    [GeneratedRegex(@"^[^\s<>{}\[\]?*""#%\\^|~`$&,;:/]{1,80}$")]
    private static partial Regex Name();
}
