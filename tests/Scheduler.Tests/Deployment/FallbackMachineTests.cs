using System.Text.Json.Nodes;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Export;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>The fallback machine, driven with the answers that ECS gives.</summary>
public sealed class FallbackMachineTests
{
    private const string Capacity = "ECS.AmazonECSException";
    private const string Throttling = "ECS.ThrottlingException";

    private static readonly JsonObject Machine = (JsonObject)JsonNode.Parse(PlainJson.Write(Given((MapValue)Deployments.MixedState.The("AWS::StepFunctions::StateMachine").Properties["Definition"]!)))!;

    [Fact]
    public void A_run_that_spot_serves_takes_three_transitions()
    {
        var run = Run(idempotent: false, spot: [Answer.Stopped("EssentialContainerExited")]);
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.Equal(["RunOnSpot", "SpotStopped", "Done"], run.Transitions);
        Assert.Equal(DeploymentCost.TransitionsOnSpot, run.Transitions.Count);
    }

    [Fact]
    public void A_run_without_a_stop_code_that_succeeds_is_done() => Assert.Equal("SUCCEEDED", Run(false, [Answer.Stopped(null)]).Status);

    [Fact]
    public void Spot_without_room_is_asked_three_times_and_then_on_demand_works()
    {
        var run = Run(idempotent: false, spot: [.. Enumerable.Repeat(Answer.Fails(Capacity, "Capacity is unavailable at this time."), 3)], onDemand: [Answer.Stopped("EssentialContainerExited")]);
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.Equal(["RunOnSpot", "RunOnSpot", "RunOnSpot", "RunOnDemand"], run.Transitions);
        Assert.Equal(DeploymentCost.TransitionsWhenRefused, run.Transitions.Count);
    }

    [Fact]
    public void Room_that_comes_back_on_a_retry_is_used()
    {
        var run = Run(false, [Answer.Fails(Capacity), Answer.Stopped("EssentialContainerExited")]);
        Assert.Equal(["RunOnSpot", "RunOnSpot", "SpotStopped", "Done"], run.Transitions);
    }

    [Fact]
    public void Throttling_has_retries_of_its_own_and_ends_on_demand()
    {
        var run = Run(false, [.. Enumerable.Repeat(Answer.Fails(Throttling), 7)], [Answer.Fails(Throttling), Answer.Stopped("EssentialContainerExited")]);
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.Equal(7, run.Transitions.Count(name => name == "RunOnSpot")); // the first call and six retries
    }

    [Theory]
    [InlineData("SpotInterruption")]
    [InlineData("TerminationNotice")]
    [InlineData("InfrastructureHealth")]
    public void An_interrupted_task_is_run_again_on_demand_only_where_that_does_no_harm(string stopCode)
    {
        foreach (var interrupted in (Answer[])[Answer.Stopped(stopCode), Answer.Failed(stopCode)]) // exit code 0 after SIGTERM, and 143
        {
            var again = Run(idempotent: true, spot: [interrupted], onDemand: [Answer.Stopped("EssentialContainerExited")]);
            Assert.Equal("SUCCEEDED", again.Status);
            Assert.Equal("RunOnDemand", again.Transitions[^1]);

            var once = Run(idempotent: false, spot: [interrupted]);
            Assert.Equal(("FAILED", "CostTool.Interrupted"), (once.Status, once.FailedWith));
            Assert.DoesNotContain("RunOnDemand", once.Transitions);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_task_that_exits_with_1_fails_and_is_not_run_again(bool idempotent)
    {
        var run = Run(idempotent, [Answer.Failed("EssentialContainerExited")]);
        Assert.Equal(("FAILED", "States.TaskFailed"), (run.Status, run.FailedWith));
        Assert.Contains("EssentialContainerExited", run.Because, StringComparison.Ordinal);
        Assert.DoesNotContain("RunOnDemand", run.Transitions);
    }

    [Fact]
    public void A_task_that_never_started_is_started_on_demand_whatever_it_is()
    {
        var run = Run(idempotent: false, spot: [Answer.Failed("TaskFailedToStart")], onDemand: [Answer.Stopped("EssentialContainerExited")]);
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.Equal("RunOnDemand", run.Transitions[^1]);
    }

    [Theory]
    [InlineData("ECS.InvalidParameterException", "the cluster has no such provider")]
    [InlineData("ECS.AccessDeniedException", "not authorized to perform iam:PassRole")]
    [InlineData("States.TaskFailed", "no JSON at all")]
    public void What_a_second_try_cannot_mend_fails_with_its_own_words(string error, string cause)
    {
        var run = Run(true, [Answer.Fails(error, cause)]);
        Assert.Equal(("FAILED", error, cause), (run.Status, run.FailedWith, run.Because));
        Assert.DoesNotContain("RunOnDemand", run.Transitions);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_that_takes_too_long_is_stopped_and_no_other_task_is(bool onDemand)
    {
        List<string> stopped = [];
        var run = new StateMachineRun(Machine, (state, resource, parameters) => state switch
        {
            "RunOnSpot" => onDemand ? Answer.Fails(Capacity) : Answer.Fails("States.Timeout"),
            "RunOnDemand" => Answer.Fails("States.Timeout"),
            "FindRunning" => new Answer(JsonNode.Parse("""{"TaskArns": ["a", "b"]}""")),
            "DescribeRunning" => new Answer(JsonNode.Parse("""{"Tasks": [{"TaskArn": "a", "Group": "costtool:atelier:other"}, {"TaskArn": "b", "Group": "costtool:atelier:e1"}]}""")),
            "Stop" => Stop(parameters),
            _ => throw new InvalidOperationException(resource),
        }).Start(Input(true));
        Assert.Equal(("FAILED", "CostTool.TimedOut"), (run.Status, run.FailedWith));
        Assert.Equal(["b"], stopped);

        Answer Stop(JsonObject parameters)
        {
            stopped.Add((string)parameters["Task"]!);
            return new Answer(new JsonObject());
        }
    }

    [Fact]
    public void A_run_that_took_too_long_is_told_also_where_its_task_is_gone()
    {
        var run = new StateMachineRun(Machine, (state, _, _) => Answer.Fails(state == "RunOnSpot" ? "States.Timeout" : "ECS.InvalidParameterException")).Start(Input(true));
        Assert.Equal("CostTool.TimedOut", run.FailedWith);
    }

    [Fact]
    public void Both_tries_run_the_same_task_and_differ_in_the_provider_only()
    {
        Dictionary<string, JsonObject> asked = [];
        _ = new StateMachineRun(Machine, (state, _, parameters) =>
        {
            asked[state] = parameters;
            return state == "RunOnSpot" ? Answer.Failed("TaskFailedToStart") : Answer.Stopped("EssentialContainerExited");
        }).Start(Input(false));
        Assert.Equal("""[{"CapacityProvider":"FARGATE_SPOT","Weight":1}]""", asked["RunOnSpot"]["CapacityProviderStrategy"]!.ToJsonString());
        Assert.Equal("""[{"CapacityProvider":"FARGATE","Weight":1}]""", asked["RunOnDemand"]["CapacityProviderStrategy"]!.ToJsonString());
        Assert.Equal("costtool:atelier:e1", (string)asked["RunOnSpot"]["Group"]!);
        Assert.Equal("""{"ContainerOverrides":[{"Command":["python","x"],"Name":"task"}]}""", asked["RunOnDemand"]["Overrides"]!.ToJsonString());
        foreach (var parameters in asked.Values) parameters.Remove("CapacityProviderStrategy");
        Assert.Equal(asked["RunOnSpot"].ToJsonString(), asked["RunOnDemand"].ToJsonString());
    }

    [Fact]
    public void Every_state_can_be_reached_and_every_next_is_a_state()
    {
        var states = (JsonObject)Machine["States"]!;
        var named = states.SelectMany(state => Nexts(state.Value!)).Append((string)Machine["StartAt"]!).Where(name => name is not ("Stop" or "Other" or "IsOwn")).ToHashSet();
        Assert.Equal(states.Select(state => state.Key).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Nexts(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(member => member.Key is "Next" or "Default" ? [(string)member.Value!] : member.Value is null ? [] : Nexts(member.Value)),
        JsonArray list => list.SelectMany(item => Nexts(item!)),
        _ => [],
    };

    private static StateMachineRun Run(bool idempotent, IReadOnlyList<Answer> spot, IReadOnlyList<Answer>? onDemand = null)
    {
        var left = new Dictionary<string, Queue<Answer>> { ["RunOnSpot"] = new(spot), ["RunOnDemand"] = new(onDemand ?? []) };
        return new StateMachineRun(Machine, (state, _, _) => left[state].Dequeue()).Start(Input(idempotent));
    }

    private static JsonObject Input(bool idempotent) => new()
    {
        ["taskDefinition"] = "arn:task:1", ["family"] = "atelier-256-512-x86-64", ["command"] = new JsonArray("python", "x"), ["idempotent"] = idempotent, ["timeoutSeconds"] = 660,
    };

    // As CloudFormation would put values in place of references.
    private static ResourceValue Given(ResourceValue value) => value switch
    {
        MapValue map => new MapValue(map.Members.Select(member => KeyValuePair.Create(member.Key, Given(member.Value)))),
        ListValue list => new ListValue([.. list.Items.Select(Given)]),
        ParameterValue or ReferenceValue or JoinedValue => new TextValue(value.Read()),
        _ => value,
    };
}
