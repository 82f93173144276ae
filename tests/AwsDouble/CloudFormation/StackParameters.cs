using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.CloudFormation;

/// <summary>The values that a stack's template is evaluated with.</summary>
internal static class StackParameters
{
    private const string List = "List<";

    /// <summary>The value of each parameter as it was given, or its default.</summary>
    /// <param name="template">Whose parameters.</param>
    /// <param name="given">As in the request.</param>
    /// <param name="previous">Those of the stack as it is.</param>
    /// <exception cref="ServiceErrorException">One is missing, or one is given that there is not.</exception>
    public static IReadOnlyDictionary<string, string> Of(Template template, IReadOnlyList<JsonObject> given, IReadOnlyDictionary<string, string> previous)
    {
        var values = given.ToDictionary(
            parameter => parameter.Text("ParameterKey"),
            parameter => parameter.Flag("UsePreviousValue") ? previous.GetValueOrDefault(parameter.Text("ParameterKey")) : parameter.TextOrNull("ParameterValue"),
            StringComparer.Ordinal);
        if (values.Keys.Except(template.Parameters.Keys).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } unknown) throw TemplateText.Invalid($"Parameters: [{string.Join(", ", unknown)}] do not exist in the template");
        var whole = template.Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal).Select(parameter => (parameter.Key, Value: values.GetValueOrDefault(parameter.Key) ?? Default(parameter.Value))).ToList();
        var missing = whole.Where(parameter => parameter.Value is null).Select(parameter => parameter.Key).ToList();
        if (missing.Count > 0) throw TemplateText.Invalid($"Parameters: [{string.Join(", ", missing)}] must have values");
        return whole.ToDictionary(parameter => parameter.Key, parameter => parameter.Value!, StringComparer.Ordinal);
    }

    /// <summary>What references to parameters and pseudo parameters come to.</summary>
    public static IReadOnlyDictionary<string, JsonNode?> Known(Template template, IReadOnlyDictionary<string, string> values, DoubleAccount account, string stackName, string stackId)
    {
        var known = new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["AWS::AccountId"] = account.AccountId,
            ["AWS::NoValue"] = null,
            ["AWS::Partition"] = "aws",
            ["AWS::Region"] = account.Region,
            ["AWS::StackId"] = stackId,
            ["AWS::StackName"] = stackName,
            ["AWS::URLSuffix"] = "amazonaws.com",
        };
        foreach (var (name, value) in values) known[name] = IsList(template.Parameters[name]) ? new JsonArray([.. Items(value).Select(item => (JsonNode)item)]) : value;
        return known;
    }

    /// <summary>CloudFormation looks whether what a parameter names exists.</summary>
    /// <exception cref="ServiceErrorException">It does not.</exception>
    public static void Check(Template template, IReadOnlyDictionary<string, string> values, DoubleAccount account)
    {
        foreach (var (name, value) in values)
        {
            var (operation, member) = template.Parameters[name].Text("Type") switch
            {
                "List<AWS::EC2::Subnet::Id>" => ("DescribeSubnets", "SubnetIds"),
                "List<AWS::EC2::SecurityGroup::Id>" => ("DescribeSecurityGroups", "GroupIds"),
                "String" or "CommaDelimitedList" => (null, null),
                var type => throw TemplateText.Malformed($"Unrecognized parameter type: {type}"),
            };
            if (operation is null) continue;
            foreach (var id in Items(value))
            {
                try
                {
                    account.Call("ec2", operation, new JsonObject { [member!] = new JsonArray(id) });
                }
                catch (ServiceErrorException)
                {
                    throw TemplateText.Invalid($"Parameter validation failed: parameter value {id} for parameter name {name} does not exist");
                }
            }
        }
    }

    private static bool IsList(JsonObject parameter) => parameter.Text("Type") is var type && (type.StartsWith(List, StringComparison.Ordinal) || type == "CommaDelimitedList");

    private static string[] Items(string value) => value.Split(',', StringSplitOptions.TrimEntries);

    private static string? Default(JsonObject parameter) => parameter["Default"] is JsonValue value ? value.TryGetValue<string>(out var text) ? text : value.ToJsonString() : null;
}
