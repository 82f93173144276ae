using CostTool.Analyzer.Problems;
using static CostTool.Scheduler.Deployment.Compose;

namespace CostTool.Scheduler.Deployment.Export;

/// <summary>A desired state in Terraform's JSON syntax, for the aws provider. Region and account come from the provider, the rest from variables.</summary>
public static class TerraformDocument
{
    private static readonly Dictionary<string, string> Pseudo = new(StringComparer.Ordinal)
    {
        ["AWS::Region"] = "data.aws_region.current.id",
        ["AWS::AccountId"] = "data.aws_caller_identity.current.account_id",
        ["AWS::Partition"] = "data.aws_partition.current.partition",
    };

    /// <summary>The document: the content of a <c>.tf.json</c> file.</summary>
    public static string Json(DesiredState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var writer = new Writer(state);
        return PlainJson.Write(Map(
            ("//", Text($"Celery schedules of {state.Name} as short-lived Fargate tasks. Plan {state.PlanSha256}.")),
            ("terraform", Map(
                ("required_version", Text(">= 1.5")),
                ("required_providers", Map(("aws", Map(("source", Text("hashicorp/aws")), ("version", Text(">= 5.40")))))))),
            ("data", Map(
                ("aws_region", Map(("current", Map()))),
                ("aws_caller_identity", Map(("current", Map()))),
                ("aws_partition", Map(("current", Map()))))),
            ("variable", Map(state.Parameters.Select(parameter => (parameter.Name, (ResourceValue?)Map(
                ("type", Text(parameter.Type.StartsWith("List<", StringComparison.Ordinal) ? "list(string)" : "string")),
                ("description", Text(Literal(parameter.Description))),
                ("default", parameter.Default is { } value ? Text(Literal(value)) : null)))))),
            ("resource", writer.Resources())));
    }

    // In a Terraform text ${ and %{ start templates.
    private static string Literal(string text) => text.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

    private sealed class Writer(DesiredState state)
    {
        private readonly Dictionary<string, TerraformType> types = state.Resources.ToDictionary(resource => resource.LogicalId, resource => TypeOf(resource.Type), StringComparer.Ordinal);
        private readonly HashSet<string> lists = [.. state.Parameters.Where(parameter => parameter.Type.StartsWith("List<", StringComparison.Ordinal)).Select(parameter => parameter.Name)];

        public MapValue Resources() => Map(state.Resources.SelectMany(Blocks).GroupBy(block => block.Type, StringComparer.Ordinal)
            .Select(group => (group.Key, (ResourceValue?)Map(group.Select(block => (block.Name, (ResourceValue?)block.Body))))));

        private IEnumerable<(string Type, string Name, MapValue Body)> Blocks(DesiredResource resource)
        {
            var type = types[resource.LogicalId];
            var body = Members(resource.Properties, type.Arguments, resource.Type);
            var after = resource.After.Count == 0 ? null : Texts(resource.After.Select(id => $"{types[id].Name}.{id}"));
            yield return (type.Name, resource.LogicalId, Map([.. body.Members.Select(member => (member.Key, (ResourceValue?)member.Value)), ("depends_on", after)]));
            foreach (var argument in type.Arguments.Where(argument => argument.Form is TerraformForm.Apart))
            {
                if (resource.Properties[argument.Property] is not ListValue apart) continue;
                foreach (var (item, index) in apart.Items.Select((item, index) => ((MapValue)item, index)))
                {
                    var own = Members(item, argument.Members, resource.Type);
                    yield return (argument.Argument, FormattableString.Invariant($"{resource.LogicalId}{index}"),
                        Map([("rule", Text($"${{{type.Name}.{resource.LogicalId}.name}}")), .. own.Members.Select(member => (member.Key, (ResourceValue?)member.Value))]));
                }
            }
        }

        private MapValue Members(MapValue properties, IReadOnlyList<TerraformArgument> arguments, string where)
        {
            var known = arguments.ToDictionary(argument => argument.Property, StringComparer.Ordinal);
            return Map(properties.Members
                .Select(member => (Argument: known.GetValueOrDefault(member.Key) ?? throw new ArgumentException($"Terraform has no argument for {member.Key} of {where}", nameof(properties)), member.Value))
                .Where(pair => pair.Argument.Form is not TerraformForm.Apart)
                .SelectMany(pair => pair.Argument.Form is TerraformForm.Flat
                    ? Members((MapValue)pair.Value, pair.Argument.Members, where).Members.Select(member => (member.Key, (ResourceValue?)member.Value))
                    : [(pair.Argument.Argument, (ResourceValue?)Write(pair.Value, pair.Argument, where))]));
        }

        private ResourceValue Write(ResourceValue value, TerraformArgument argument, string where) => argument.Form switch
        {
            TerraformForm.Block => List((value is ListValue blocks ? blocks.Items : [value]).Select(block => Members((MapValue)block, argument.Members, where))),
            TerraformForm.NetworkBlock => List(Members(NetworkMembers((MapValue)((MapValue)value)["AwsvpcConfiguration"]!), argument.Members, where)),
            TerraformForm.Json => Text(Template(JsonText.Of(Lists(value)))),
            TerraformForm.EcsJson => Text(Template(JsonText.Of(Lists(EcsSpelling(value))))),
            TerraformForm.Tags => Map(((ListValue)value).Items.Cast<MapValue>().Select(tag => (((TextValue)tag["Key"]!).Text, (ResourceValue?)Scalar(tag["Value"]!)))),
            TerraformForm.Dimensions => Map(((ListValue)value).Items.Cast<MapValue>().Select(tag => (((TextValue)tag["Name"]!).Text, (ResourceValue?)Scalar(tag["Value"]!)))),
            TerraformForm.Single => Scalar(((ListValue)value).Items.Single()),
            _ => Scalar(value),
        };

        // Terraform has a flag where CloudFormation has a word.
        private static MapValue NetworkMembers(MapValue network) => Map(network.Members.Select(member =>
            (member.Key, (ResourceValue?)(member.Key == "AssignPublicIp" ? Flag(member.Value is TextValue { Text: "ENABLED" }) : member.Value))));

        private ResourceValue Scalar(ResourceValue value) => value switch
        {
            ListValue list => List(list.Items.Select(Scalar)),
            NumberValue or FlagValue => value,
            _ => Text(Template(value)),
        };

        private string Template(ResourceValue value) => value switch
        {
            TextValue text => Literal(text.Text),
            JoinedValue joined => string.Concat(joined.Parts.Select(Template)),
            ReferenceValue { Attribute: "Ref" } reference => $"${{{types[reference.LogicalId].Name}.{reference.LogicalId}.{types[reference.LogicalId].Ref}}}",
            ReferenceValue reference => $"${{{types[reference.LogicalId].Name}.{reference.LogicalId}.{reference.Attribute.ToLowerInvariant()}}}",
            ArrayParameter array => $"${{jsonencode(var.{array.Name})}}",
            ParameterValue parameter => $"${{{Pseudo.GetValueOrDefault(parameter.Name) ?? $"var.{parameter.Name}"}}}",
            _ => throw new ArgumentException($"a {value.GetType().Name} is no text", nameof(value)),
        };

        // Inside JSON a list parameter is a JSON array and not a quoted text.
        private ResourceValue Lists(ResourceValue value) => value switch
        {
            MapValue map => Map(map.Members.Select(member => (member.Key, (ResourceValue?)Lists(member.Value)))),
            ListValue list => List(list.Items.Select(Lists)),
            ParameterValue parameter when lists.Contains(parameter.Name) => new ArrayParameter(parameter.Name),
            _ => value,
        };

        private static ResourceValue EcsSpelling(ResourceValue value) => value switch
        {
            MapValue map => Map(map.Members.Select(member => (char.ToLowerInvariant(member.Key[0]) + member.Key[1..], (ResourceValue?)EcsSpelling(member.Value)))),
            ListValue list => List(list.Items.Select(EcsSpelling)),
            _ => value,
        };

        private static TerraformType TypeOf(string type) => TerraformType.All.GetValueOrDefault(type)
            ?? throw new ProblemException(new Problem($"Terraform has no resource for `{type}`", "--format terraform", "export to CloudFormation, and report this"));
    }
}
