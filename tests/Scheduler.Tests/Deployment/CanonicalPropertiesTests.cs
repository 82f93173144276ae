using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;
using static CostTool.Scheduler.Tests.Deployment.States;

namespace CostTool.Scheduler.Tests.Deployment;

public sealed class CanonicalPropertiesTests
{
    public static TheoryData<string, string, MapValue, MapValue, bool> Spellings => new()
    {
        { "order of subnets", "AWS::Scheduler::Schedule", Subnets("a", "b"), Subnets("b", "a"), true },
        { "another subnet", "AWS::Scheduler::Schedule", Subnets("a", "b"), Subnets("a", "c"), false },
        { "a default that is said", "AWS::Scheduler::Schedule", Map(("State", Text("ENABLED"))), Map(), true },
        { "no default", "AWS::Scheduler::Schedule", Map(("State", Text("DISABLED"))), Map(), false },
        { "a default deep inside", "AWS::Scheduler::Schedule", Map(("Target", Map(("RetryPolicy", Map(("MaximumRetryAttempts", new NumberValue(185m)))))), ("Name", Text("n"))), Map(("Name", Text("n"))), true },
        { "spaces in a document", "AWS::Scheduler::Schedule", Input("{\"a\":1,\"b\":[1,2]}"), Input("{ \"b\": [1, 2], \"a\": 1.0 }"), true },
        { "order of a list in a document", "AWS::Scheduler::Schedule", Input("{\"b\":[1,2]}"), Input("{\"b\":[2,1]}"), false },
        { "text that is no JSON", "AWS::Scheduler::Schedule", Input("{a"), Input("{a "), false },
        { "null in a document is not its spelling", "AWS::Scheduler::Schedule", Input("{\"a\":null}"), Input("{\"a\":\"null\"}"), false },
        { "order of commands matters", "AWS::ECS::TaskDefinition", Command("a", "b"), Command("b", "a"), false },
        { "a number as text", "AWS::ECS::TaskDefinition", Map(("Cpu", Text("256"))), Map(("Cpu", new NumberValue(256m))), true },
        { "empty tags", "AWS::Logs::LogGroup", Map(("Tags", List())), Map(), true },
        { "one action or a list of one", "AWS::IAM::Role", Policy(Text("sts:AssumeRole")), Policy(List(Text("sts:AssumeRole"))), true },
        { "order of actions", "AWS::IAM::Role", Policy(List(Text("a:B"), Text("c:D"))), Policy(List(Text("c:D"), Text("a:B"))), true },
        { "another action", "AWS::IAM::Role", Policy(Text("a:B")), Policy(Text("a:C")), false },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Properties_are_equal_when_they_mean_the_same(string what, string type, MapValue one, MapValue other, bool same)
    {
        Assert.NotEmpty(what);
        Assert.Equal(same, CanonicalProperties.Of(type, one).Equals(CanonicalProperties.Of(type, other)));
        Assert.Equal(same, PropertyDifference.Between(CanonicalProperties.Of(type, one), CanonicalProperties.Of(type, other)).Count == 0);
        Assert.Equal(CanonicalProperties.Of(type, one), CanonicalProperties.Of(type, CanonicalProperties.Of(type, one)));
    }

    [Fact]
    public void A_policy_in_a_text_is_the_policy()
    {
        var document = Policy(Text("a:B"))["AssumeRolePolicyDocument"]!;
        var text = Map(("AssumeRolePolicyDocument", Text(CanonicalText.Of(document))));
        Assert.Equal(CanonicalProperties.Of("AWS::IAM::Role", Policy(Text("a:B"))), CanonicalProperties.Of("AWS::IAM::Role", text));
    }

    private static MapValue Subnets(params string[] subnets) => Map(("Target", Map(("EcsParameters", Map(("NetworkConfiguration", Map(("AwsvpcConfiguration", Map(("Subnets", List([.. subnets.Select(Text)])))))))))));

    private static MapValue Input(string text) => Map(("Target", Map(("Input", Text(text)))));

    private static MapValue Command(params string[] words) => Map(("ContainerDefinitions", List(Map(("Command", List([.. words.Select(Text)]))))));

    private static MapValue Policy(ResourceValue action) => Map(("AssumeRolePolicyDocument", Map(
        ("Version", Text("2012-10-17")),
        ("Statement", List(Map(("Effect", Text("Allow")), ("Principal", Map(("Service", Text("scheduler.amazonaws.com")))), ("Action", action)))))));
}
