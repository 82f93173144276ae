using System.Text.RegularExpressions;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Export;
using CsCheck;

namespace CostTool.Scheduler.Tests.Deployment;

public sealed partial class CloudFormationTemplateTests
{
    private static readonly DesiredState State = Deployments.WorkersState;

    [Fact]
    public void The_template_in_json_says_what_the_state_says() => Same(State, TemplateReader.Json(CloudFormationTemplate.Json(State)));

    [Fact]
    public void The_template_in_yaml_says_what_the_state_says() => Same(State, TemplateReader.Yaml(CloudFormationTemplate.Yaml(State)));

    [Fact]
    public void Equal_states_give_equal_bytes() => Assert.Equal(CloudFormationTemplate.Yaml(State), CloudFormationTemplate.Yaml(Deployments.WorkersState));

    [Fact]
    public void No_region_and_no_account_stands_in_it()
    {
        foreach (var text in (string[])[CloudFormationTemplate.Json(State), CloudFormationTemplate.Yaml(State), TerraformDocument.Json(State)])
        {
            Assert.DoesNotMatch(Account(), text);
            Assert.DoesNotMatch(Place(), text);
            Assert.DoesNotContain("arn:aws:", text, StringComparison.Ordinal);
            Assert.DoesNotContain("subnet-", text, StringComparison.Ordinal);
        }

        Assert.Matches(Account(), Deployments.Settings.Image); // the patterns do see what they look for
        Assert.Matches(Place(), Deployments.Settings.Image);
    }

    [Fact]
    public void Any_text_survives_both_forms() => Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
    {
        var odd = State with { Resources = [new("A", "AWS::SNS::Topic", text, new MapValue([new("TopicName", new TextValue(text)), new("J", new JoinedValue([new TextValue(text + "${x}"), new ParameterValue("AWS::Region")]))]))] };
        Same(odd, TemplateReader.Json(CloudFormationTemplate.Json(odd)));
        Same(odd, TemplateReader.Yaml(CloudFormationTemplate.Yaml(odd)));
    });

    [Theory]
    [InlineData("true")]
    [InlineData("1e3")]
    [InlineData("null")]
    [InlineData("- a")]
    [InlineData("a: b # c")]
    [InlineData("\u2028\u0085\t\0")]
    [InlineData("")]
    public void Texts_that_yaml_could_take_for_more_stay_texts(string text)
    {
        var odd = State with { Resources = [new("A", "AWS::SNS::Topic", text, new MapValue([new("TopicName", new TextValue(text))]))] };
        Same(odd, TemplateReader.Yaml(CloudFormationTemplate.Yaml(odd)));
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(501, true)]
    public void More_than_500_resources_are_refused_with_a_way_to_split(int count, bool refused)
    {
        var many = State with { Resources = [.. Enumerable.Range(0, count).Select(number => new DesiredResource($"Q{number}", "AWS::SQS::Queue", $"q{number}", new MapValue([])))] };
        if (!refused)
        {
            Assert.NotEmpty(CloudFormationTemplate.Json(many));
            return;
        }

        var problem = Assert.Throws<ProblemException>(() => CloudFormationTemplate.Yaml(many)).Problems.Single();
        Assert.Contains("501 resources", problem.What, StringComparison.Ordinal);
        Assert.Contains("queues", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_a_megabyte_is_refused()
    {
        var large = State with { Resources = [new("Q", "AWS::SQS::Queue", "q", new MapValue([new("QueueName", new TextValue(new string('x', 1_000_001)))]))] };
        Assert.Contains("CloudFormation takes 1000000", Assert.Throws<ProblemException>(() => CloudFormationTemplate.Json(large)).Problems.Single().What, StringComparison.Ordinal);
    }

    internal static void Same(DesiredState wanted, DesiredState read)
    {
        Assert.Equal(wanted.Name, read.Name);
        Assert.Equal(wanted.PlanSha256, read.PlanSha256);
        Assert.Equal(wanted.Parameters, read.Parameters);
        Assert.Equal(wanted.Resources.Select(Line), read.Resources.Select(Line));
        Assert.Equal(wanted.Resources.Select(resource => resource.Properties), read.Resources.Select(resource => resource.Properties));
    }

    private static string Line(DesiredResource resource) => $"{resource.LogicalId} {resource.Type} {resource.PhysicalName} after {string.Join(',', resource.After)}: {resource.Properties.Read()}";

    [GeneratedRegex(@"\b\d{12}\b")]
    private static partial Regex Account();

    [GeneratedRegex(@"\b[a-z]{2}-(north|south|east|west|central)[a-z]*-\d\b")]
    private static partial Regex Place();
}
