using CostTool.Cli.Deployment;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;
using CostTool.Scheduler.Tests.Deployment;
using Spectre.Console;

namespace CostTool.EndToEnd.Deployments;

/// <summary>What is shown of changes.</summary>
public sealed class ChangeTextTests
{
    private const string Schedule = "AWS::Scheduler::Schedule";
    private const string Task = "AWS::ECS::TaskDefinition";
    private const string Role = "AWS::IAM::Role";
    private const string Queue = "AWS::SQS::Queue";

    [Fact]
    public async Task Every_sort_of_change_is_shown_with_its_properties_and_no_secret()
    {
        var account = new InMemoryAccount();
        account.Put(Role, "shop-role", "shop", Map(("Path", Text("/"))));
        account.Put(Queue, "shop-dead", null, Map());
        account.Put(Schedule, "shop/nightly", "shop", Map(
            ("ScheduleExpression", Text("cron(0 2 * * ? *)")),
            ("Target", Map(("Arn", Text("arn:shop-role")), ("Input", Text("""{"count":1,"words":["a","b"],"of":"postgres://shop:hunter2@db/shop"}"""))))));
        account.Put(Schedule, "shop/gone\u001b[2J", "shop", Map());
        account.Put(Task, "shop-256", "shop", Map(("ContainerDefinitions", List(Map(
            ("Name", Text("task")),
            ("Image", Text("shop:1")),
            ("Environment", List(Variable("API_TOKEN", "tk-planted"), Variable("MODE", "slow"), Variable("OLD", "https://u:planted@x"))))))));
        var state = new DesiredState
        {
            Name = "shop", PlanSha256 = "plan", Parameters = [],
            Resources =
            [
                new("Role", Role, "shop-role", Map(("Path", Text("/")))),
                new("Dead", Queue, "shop-dead", Map()),
                new("Events", Queue, "shop-events", Map()),
                new("Task", Task, "shop-256", Map(("ContainerDefinitions", List(Map(("Name", Text("task")), ("Image", Text("shop:2")), ("Environment", List(Variable("MODE", "fast")))))))),
                new("Nightly", Schedule, "shop/nightly", Map(
                    ("ScheduleExpression", Text("cron(0 3 * * ? *)")),
                    ("State", Text("DISABLED")),
                    ("Target", Map(("Arn", new ReferenceValue("Role", "Arn")), ("Input", new JoinedValue([Text("""{"count":1,"words":["b","c","d"],"of":"""), Text("\""), new ReferenceValue("Task", "Ref"), Text("\"}")])))))),
            ],
        };
        var live = await LiveState.ReadAsync(account.Kinds, "shop", state.Resources, TestContext.Current.CancellationToken);
        var changes = Comparison.Of(state, live, new Resolution(new Dictionary<string, ResourceValue>()), account.Kinds);
        var text = string.Concat(ChangeText.Of(changes).Select(line => line.Text + "\n"));
        GoldenText.Matches(Path.Combine("schedule", "diff.txt"), text);
        Assert.DoesNotContain("planted", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public void Colour_is_beside_the_text_and_never_in_it()
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard, Out = new AnsiConsoleOutput(written) });
        StyledLines.Draw(console, new StyledLine("+ create [bold]x[/]", LineTone.Added));
        Assert.Contains("\u001b[", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("+ create [bold]x[/]", written.ToString(), StringComparison.Ordinal);
    }

    private static MapValue Variable(string name, string value) => Map(("Name", Text(name)), ("Value", Text(value)));

    private static MapValue Map(params IEnumerable<(string Name, ResourceValue Value)> members) => new(members.Select(member => KeyValuePair.Create(member.Name, member.Value)));

    private static ListValue List(params ResourceValue[] items) => new(items);

    private static TextValue Text(string text) => new(text);
}
