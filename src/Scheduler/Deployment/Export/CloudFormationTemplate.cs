using System.Text;
using CostTool.Analyzer.Problems;
using static CostTool.Scheduler.Deployment.Compose;

namespace CostTool.Scheduler.Deployment.Export;

/// <summary>A desired state as a CloudFormation template. What is particular to a place is a parameter or a pseudo parameter.</summary>
public static class CloudFormationTemplate
{
    // CloudFormation's quotas: resources and parameters of a template, and its bytes when it is read from S3.
    private const int MostResources = 500;
    private const int MostParameters = 200;
    private const int MostBytes = 1_000_000;

    /// <summary>Largest template that can be given in a call instead of by its place in S3.</summary>
    public const int MostBytesInCall = 51_200;

    /// <summary>The template as JSON.</summary>
    /// <exception cref="ProblemException">CloudFormation would refuse its size.</exception>
    public static string Json(DesiredState state) => Checked(state, PlainJson.Write(Of(state)));

    /// <summary>The template as YAML.</summary>
    /// <exception cref="ProblemException">CloudFormation would refuse its size.</exception>
    public static string Yaml(DesiredState state) => Checked(state, PlainYaml.Write(Of(state)));

    private static MapValue Of(DesiredState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Map(
            ("AWSTemplateFormatVersion", Text("2010-09-09")),
            ("Description", Text($"Celery schedules of {state.Name} as short-lived Fargate tasks.")),
            ("Metadata", Map(("CostTool", Map(("Deployment", Text(state.Name)), ("PlanSha256", Text(state.PlanSha256)))))),
            ("Parameters", Map(state.Parameters.Select(parameter => (parameter.Name, (ResourceValue?)Map(
                ("Type", Text(parameter.Type)),
                ("Description", Text(parameter.Description)),
                ("Default", parameter.Default is { } value ? Text(value) : null)))))),
            ("Resources", Map(state.Resources.Select(resource => (resource.LogicalId, (ResourceValue?)Map(
                ("Type", Text(resource.Type)),
                ("DependsOn", resource.After.Count == 0 ? null : Texts(resource.After)),
                ("Properties", Plain(resource.Properties))))))));
    }

    private static ResourceValue Plain(ResourceValue value) => value switch
    {
        MapValue map => Map(map.Members.Select(member => (member.Key, (ResourceValue?)Plain(member.Value)))),
        ListValue list => List(list.Items.Select(Plain)),
        ParameterValue parameter => Map(("Ref", Text(parameter.Name))),
        ReferenceValue { Attribute: "Ref" } reference => Map(("Ref", Text(reference.LogicalId))),
        ReferenceValue reference => Map(("Fn::GetAtt", Texts(reference.LogicalId, reference.Attribute))),
        JoinedValue joined => Map(("Fn::Sub", Text(Substitution(joined)))),
        _ => value,
    };

    private static string Substitution(JoinedValue joined)
    {
        var text = new StringBuilder();
        foreach (var part in joined.Parts)
        {
            text.Append(part switch
            {
                TextValue literal => literal.Text.Replace("${", "${!", StringComparison.Ordinal),
                ParameterValue parameter => $"${{{parameter.Name}}}",
                ReferenceValue { Attribute: "Ref" } reference => $"${{{reference.LogicalId}}}",
                ReferenceValue reference => $"${{{reference.LogicalId}.{reference.Attribute}}}",
                _ => throw new ArgumentException($"a {part.GetType().Name} cannot be part of a text", nameof(joined)),
            });
        }

        return text.ToString();
    }

    private static string Checked(DesiredState state, string template)
    {
        var bytes = Encoding.UTF8.GetByteCount(template);
        var over =
            state.Resources.Count > MostResources ? FormattableString.Invariant($"{state.Resources.Count} resources, and CloudFormation takes {MostResources}")
            : state.Parameters.Count > MostParameters ? FormattableString.Invariant($"{state.Parameters.Count} parameters, and CloudFormation takes {MostParameters}")
            : bytes > MostBytes ? FormattableString.Invariant($"{bytes} bytes, and CloudFormation takes {MostBytes}")
            : null;
        return over is null ? template : throw new ProblemException(new Problem(
            $"the template has {over}", state.Name,
            "split it: give each part a costtool.yaml with a `deploy:` of its own `name` and `queues`, or use `costtool schedule apply`, which has no such limit"));
    }
}
