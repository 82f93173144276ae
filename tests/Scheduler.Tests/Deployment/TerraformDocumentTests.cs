using System.Text.Json.Nodes;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Export;

namespace CostTool.Scheduler.Tests.Deployment;

public sealed class TerraformDocumentTests
{
    private static readonly DesiredState State = Deployments.WorkersState;

    [Fact]
    public void It_describes_the_same_resources_with_the_same_settings()
    {
        var read = TerraformReader.Read(TerraformDocument.Json(State), State.Name);
        Assert.Equal(State.Resources.Select(Line), read.Select(Line));
    }

    [Fact]
    public void Every_argument_of_the_table_has_one_property_and_every_property_one_argument()
    {
        foreach (var type in TerraformType.All.Values) OneToOne(type.Arguments);
        Assert.Equal(TerraformType.All.Count, TerraformType.All.Values.Select(type => type.Name).Distinct().Count());

        static void OneToOne(IReadOnlyList<TerraformArgument> arguments)
        {
            Assert.Equal(arguments.Count, arguments.Select(argument => argument.Property).Distinct().Count());
            Assert.Equal(arguments.Count, arguments.Select(argument => argument.Argument).Distinct().Count());
            foreach (var argument in arguments) OneToOne(argument.Members);
        }
    }

    [Fact]
    public void Lists_are_lists_and_the_rest_is_text()
    {
        var document = JsonNode.Parse(TerraformDocument.Json(State))!;
        Assert.Equal("list(string)", (string)document["variable"]!["Subnets"]!["type"]!);
        Assert.Equal("string", (string)document["variable"]!["Image"]!["type"]!);
        Assert.Contains("\"Subnets\":${jsonencode(var.Subnets)}", (string)document["resource"]!["aws_sfn_state_machine"]!["FallbackStateMachine"]!["definition"]!, StringComparison.Ordinal);
    }

    // Ref and Arn are one attribute where the Ref of a type is its ARN.
    private static string Line(DesiredResource resource) => $"{resource.LogicalId} {resource.Type} {resource.PhysicalName}: {resource.Properties.Read()}"
        .Replace("StateMachine.Arn}", "StateMachine.Ref}", StringComparison.Ordinal);
}
