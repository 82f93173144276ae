using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostTool.Scheduler.Deployment;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>Reads a CloudFormation template back, by CloudFormation's own rules and without a look at the writer.</summary>
internal static class TemplateReader
{
    private static readonly Dictionary<string, string> NameProperties = new(StringComparer.Ordinal)
    {
        ["AWS::CloudWatch::Alarm"] = "AlarmName", ["AWS::ECS::TaskDefinition"] = "Family", ["AWS::Events::Rule"] = "Name", ["AWS::IAM::Role"] = "RoleName", ["AWS::Logs::LogGroup"] = "LogGroupName",
        ["AWS::SNS::Topic"] = "TopicName", ["AWS::SQS::Queue"] = "QueueName", ["AWS::Scheduler::Schedule"] = "Name", ["AWS::Scheduler::ScheduleGroup"] = "Name", ["AWS::StepFunctions::StateMachine"] = "StateMachineName",
    };

    public static DesiredState Json(string text) => Read(JsonNode.Parse(text)!);

    public static DesiredState Yaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return Read(Node(stream.Documents.Single().RootNode)!);
    }

    /// <summary>Plain YAML as JSON: a text in quotes is a text, one without is a number or a flag.</summary>
    public static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Node(child.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Node)]),
        YamlScalarNode { Style: ScalarStyle.DoubleQuoted } text => JsonValue.Create(text.Value),
        YamlScalarNode { Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode number => JsonValue.Create(decimal.Parse(number.Value!, CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException("an alias"),
    };

    private static DesiredState Read(JsonNode template)
    {
        var parameters = ((JsonObject)template["Parameters"]!).Select(pair => new DeploymentParameter(pair.Key, (string)pair.Value!["Type"]!, (string)pair.Value["Description"]!, (string?)pair.Value["Default"])).ToList();
        var names = parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        var resources = ((JsonObject)template["Resources"]!).Select(pair => new DesiredResource(pair.Key, (string)pair.Value!["Type"]!, "", (MapValue)Value(pair.Value["Properties"], names))
        {
            After = [.. (pair.Value["DependsOn"] as JsonArray)?.Select(id => (string)id!) ?? []],
        }).ToList();
        var name = (string)template["Metadata"]!["CostTool"]!["Deployment"]!;
        return new DesiredState
        {
            Name = name,
            PlanSha256 = (string)template["Metadata"]!["CostTool"]!["PlanSha256"]!,
            Parameters = parameters,
            Resources = [.. resources.Select(resource => resource with { PhysicalName = Name(resource, resources, name) })],
        };
    }

    public static string Name(DesiredResource resource, IReadOnlyList<DesiredResource> all, string deployment) => resource.Type switch
    {
        "AWS::Scheduler::Schedule" => $"{deployment}/{resource.Properties["Name"]!.Read()}",
        "AWS::ECS::Service" => $"{resource.Properties["Cluster"]!.Read()}/{resource.Properties["ServiceName"]!.Read()}",
        "AWS::SQS::QueuePolicy" => NameOf(all, ((ReferenceValue)resource.Properties.At("Queues", "0")).LogicalId, "QueueName"),
        "AWS::SNS::TopicPolicy" => NameOf(all, ((ReferenceValue)resource.Properties.At("Topics", "0")).LogicalId, "TopicName"),
        "AWS::SNS::Subscription" => NameOf(all, ((ReferenceValue)resource.Properties["TopicArn"]!).LogicalId, "TopicName") + "/email",
        _ => resource.Properties[NameProperties[resource.Type]]!.Read(),
    };

    private static string NameOf(IReadOnlyList<DesiredResource> all, string logicalId, string property) => all.Single(resource => resource.LogicalId == logicalId).Properties[property]!.Read();

    private static ResourceValue Value(JsonNode? node, HashSet<string> parameters) => node switch
    {
        JsonObject map when map.Count == 1 && map["Ref"] is { } name => Referred((string)name!, parameters),
        JsonObject map when map.Count == 1 && map["Fn::GetAtt"] is JsonArray attribute => new ReferenceValue((string)attribute[0]!, (string)attribute[1]!),
        JsonObject map when map.Count == 1 && map["Fn::Sub"] is { } text => Substituted((string)text!, parameters),
        JsonObject map => new MapValue(map.Select(member => KeyValuePair.Create(member.Key, Value(member.Value, parameters)))),
        JsonArray list => new ListValue([.. list.Select(item => Value(item, parameters))]),
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => new TextValue((string)value!),
            JsonValueKind.True or JsonValueKind.False => new FlagValue((bool)value),
            _ => new NumberValue((decimal)value),
        },
        _ => throw new InvalidOperationException("null"),
    };

    private static ResourceValue Substituted(string text, HashSet<string> parameters)
    {
        List<ResourceValue> parts = [];
        var literal = "";
        for (var at = 0; at < text.Length;)
        {
            if (text.AsSpan(at).StartsWith("${!"))
            {
                literal += "${";
                at += 3;
            }
            else if (text.AsSpan(at).StartsWith("${"))
            {
                if (literal.Length > 0) parts.Add(new TextValue(literal));
                literal = "";
                var end = text.IndexOf('}', at);
                parts.Add(Referred(text[(at + 2)..end], parameters));
                at = end + 1;
            }
            else
            {
                literal += text[at++];
            }
        }

        if (literal.Length > 0) parts.Add(new TextValue(literal));
        return new JoinedValue(parts);
    }

    private static ResourceValue Referred(string name, HashSet<string> parameters) =>
        parameters.Contains(name) || name.Contains("::", StringComparison.Ordinal) ? new ParameterValue(name)
        : name.Split('.') is [var id, var attribute] ? new ReferenceValue(id, attribute)
        : new ReferenceValue(name, "Ref");
}
