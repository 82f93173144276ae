using System.Text.Json.Nodes;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Export;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>What pools of workers add to a deployment.</summary>
public sealed class WorkerResourcesTests
{
    private static readonly DesiredState State = Deployments.WorkersState;

    [Fact]
    public void A_worker_drains_the_queues_of_its_pool_and_has_ten_seconds_less_than_ecs_gives_it()
    {
        var task = State.Resources.Single(resource => resource.PhysicalName == "atelier-drain-mail");
        var container = task.Properties.At("ContainerDefinitions", "0");
        Assert.Equal(
            "[python, -m, costtool_runner, drain, -A, atelier, --queues=mail,default, --idle-seconds=30, --deadline-seconds=3600, --grace-seconds=110, --concurrency=2, --max-deaths=3]",
            container.At("Command").Read());
        Assert.Equal(("120", "true"), (container.At("StopTimeout").Read(), container.At("LinuxParameters", "InitProcessEnabled").Read()));
        Assert.Equal(("512", "1024", "${Image}"), (task.Properties.At("Cpu").Read(), task.Properties.At("Memory").Read(), container.At("Image").Read()));
    }

    [Fact]
    public void The_dispatcher_gets_no_secret_but_the_broker_s()
    {
        Assert.Equal(["BROKER_URL", "DATABASE_URL"], SecretsOf("atelier-drain-mail"));
        Assert.Equal(["BROKER_URL"], SecretsOf("atelier-dispatcher"));
    }

    [Theory]
    [InlineData(null, null, "CELERY_BROKER_URL", "BROKER_URL")]
    [InlineData("env:SHOP_BROKER", "env:SHOP_MANAGEMENT", "SHOP_BROKER", "SHOP_MANAGEMENT")]
    [InlineData("env:SHOP_BROKER", "http://mq.internal:15672", "SHOP_BROKER")]
    [InlineData("sqs://", null)]
    public void What_the_dispatcher_reads_of_the_environment_follows_from_where_its_broker_is_said(string? broker, string? management, params string[] variables) =>
        Assert.Equal(variables, DispatchDeployment.Of(new DispatchSettings { Pools = [], Management = management }, broker).Variables);

    [Fact]
    public void A_queue_with_an_image_of_its_own_is_drained_by_that_image()
    {
        var image = State.Resources.Single(resource => resource.PhysicalName == "atelier-drain-thumbs").Properties.At("ContainerDefinitions", "0", "Image").Read();
        Assert.NotEqual("${Image}", image);
        Assert.Equal("docker.io/library/thumbs:2", State.Parameters.Single(parameter => image == $"${{{parameter.Name}}}").Default);
    }

    [Fact]
    public void Queues_of_one_pool_with_two_images_are_refused()
    {
        var pool = Deployments.Dispatch.Pools[0] with { Queues = ["mail", "thumbnails"] };
        var problem = Assert.Throws<ProblemException>(() => DeploymentBuilder.Build(Deployments.Mixed, Deployments.Settings with { Dispatch = new DispatchDeployment { Pools = [pool] } })).Problems.Single();
        Assert.Contains("different images", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_launches_nothing_still_gets_its_workers_and_nothing_of_schedules()
    {
        var state = DeploymentBuilder.Build(Deployments.Nothing, Deployments.WithWorkers);
        Assert.NotEmpty(state.InOrder());
        Assert.Equal(["atelier-dispatcher", "atelier-drain-mail", "atelier-drain-thumbs"], state.Resources.Where(resource => resource.Type == "AWS::ECS::TaskDefinition").Select(resource => resource.PhysicalName).Order());
        Assert.DoesNotContain(state.Resources, resource => resource.Type.StartsWith("AWS::Scheduler::", StringComparison.Ordinal) || resource.PhysicalName.Contains("dead-letters", StringComparison.Ordinal) || resource.LogicalId is "SchedulerRole" or "FallbackStateMachine");
        Assert.Equal(DeploymentParameters.ValuesOf(Deployments.Nothing, Deployments.WithWorkers).Keys.Order(StringComparer.Ordinal), state.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_a_section_nothing_is_added() => Assert.DoesNotContain(Deployments.MixedState.Resources, resource => resource.PhysicalName.Contains("drain", StringComparison.Ordinal) || resource.PhysicalName.Contains("wake", StringComparison.Ordinal) || resource.Type == "AWS::ECS::Service");

    [Fact]
    public void Without_wake_and_service_there_are_task_definitions_a_rule_and_an_alarm_only()
    {
        var less = DeploymentBuilder.Build(Deployments.Mixed, Deployments.Settings with
        {
            Dispatch = Deployments.Dispatch with { Wake = false, Service = null, Pools = [.. Deployments.Dispatch.Pools.Select(pool => pool with { EveryMinutes = null })] },
        });
        Assert.Equal(
            ["atelier-drain-mail", "atelier-drain-thumbs", "atelier-interrupted-often", "atelier-workers"],
            less.Resources.Select(resource => resource.PhysicalName).Except(Deployments.MixedState.Resources.Select(resource => resource.PhysicalName)).Order());
    }

    [Theory]
    [InlineData(10, "rate(10 minutes)")]
    [InlineData(1, "rate(1 minute)")]
    public void A_pool_that_is_started_by_the_time_has_a_rule_that_says_so_also_without_events(int minutes, string expression)
    {
        var thumbs = Deployments.Dispatch.Pools[1] with { EveryMinutes = minutes };
        DesiredResource Rule(bool wake) => DeploymentBuilder.Build(Deployments.Mixed, Deployments.Settings with { Dispatch = Deployments.Dispatch with { Wake = wake, Pools = [Deployments.Dispatch.Pools[0], thumbs] } })
            .Resources.Single(resource => resource.PhysicalName == "atelier-wake-thumbs");
        Assert.Equal((expression, "{detail: {queue: [thumbnails]}, source: [costtool.wake]}"), (Rule(wake: true).Properties.At("ScheduleExpression").Read(), Rule(wake: true).Properties.At("EventPattern").Read()));
        Assert.Equal((expression, null), (Rule(wake: false).Properties.At("ScheduleExpression").Read(), Rule(wake: false).Properties["EventPattern"]));
        var quiet = DeploymentBuilder.Build(Deployments.Mixed, Deployments.Settings with { Dispatch = Deployments.Dispatch with { Wake = false } });
        Assert.DoesNotContain(quiet.Resources, resource => resource.PhysicalName == "atelier-wake-mail");
    }

    [Fact]
    public void The_dispatcher_may_start_count_and_hear_of_workers_and_nothing_else()
    {
        var role = State.Resources.Single(resource => resource.LogicalId == "DispatcherRole");
        var allowed = ((ListValue)role.Properties.At("Policies", "0", "PolicyDocument", "Statement")).Items.Select(statement => $"{statement.At("Action").Read()} {statement.At("Resource").Read()}");
        const string here = "${AWS::Region}:${AWS::AccountId}";
        Assert.Equal(
            [
                $"[ecs:RunTask] [arn:${{AWS::Partition}}:ecs:{here}:task-definition/atelier-drain-mail:*, arn:${{AWS::Partition}}:ecs:{here}:task-definition/atelier-drain-thumbs:*]",
                $"[ecs:TagResource] [arn:${{AWS::Partition}}:ecs:{here}:task/${{Cluster}}/*]",
                "[iam:PassRole] [${TaskExecutionRole.Arn}, ${TaskRoleArn}]",
                $"[ecs:DescribeTasks] [arn:${{AWS::Partition}}:ecs:{here}:task/${{Cluster}}/*]",
                "[ecs:ListTasks] [*]",
                "[sqs:DeleteMessage, sqs:GetQueueUrl, sqs:ReceiveMessage] [${TaskEventQueue.Arn}]",
                $"[sqs:GetQueueAttributes, sqs:GetQueueUrl] [arn:${{AWS::Partition}}:sqs:{here}:shop-mail]",
                $"[sqs:ChangeMessageVisibility, sqs:CreateQueue, sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:GetQueueUrl, sqs:ReceiveMessage, sqs:SendMessage] [arn:${{AWS::Partition}}:sqs:{here}:costtool-dispatch-*.fifo]",
            ],
            allowed);
    }

    [Fact]
    public void The_names_stay_within_what_the_services_take_for_the_longest_deployment_and_pool()
    {
        var pool = Deployments.Dispatch.Pools[0] with { Name = new string('p', 20) };
        var state = DeploymentBuilder.Build(Deployments.Nothing, Deployments.WithWorkers with { Name = new string('n', DeploymentSettings.LongestName), Dispatch = Deployments.Dispatch with { Pools = [pool] } });
        Assert.All(state.Resources, resource => Assert.InRange(resource.PhysicalName.Replace("${AWS::Region}", "ap-southeast-1", StringComparison.Ordinal).Split('/')[^1].Length, 1, 64));
    }

    [Fact]
    public void A_wake_starts_a_worker_where_none_runs()
    {
        var run = Wake(Array.Empty<string>());
        Assert.Equal(("SUCCEEDED", 0), (run.Status, run.Waited));
        Assert.Equal(["LookForWorkers", "HasWorkers", "RunOnSpot", "SpotStopped", "Done"], run.Transitions);
        Assert.Equal(DeploymentCost.TransitionsOfWake, run.Transitions.Count);
    }

    [Fact]
    public void A_wake_with_a_worker_that_stays_starts_nothing()
    {
        var run = Wake(["arn:1"], ["arn:1"]);
        Assert.Equal(("SUCCEEDED", 90), (run.Status, run.Waited));
        Assert.Equal(["LookForWorkers", "HasWorkers", "WaitForMessage", "LookAgain", "StillHasWorkers", "Done"], run.Transitions);
    }

    [Fact]
    public void A_worker_that_left_meanwhile_is_replaced() =>
        Assert.Equal(["LookForWorkers", "HasWorkers", "WaitForMessage", "LookAgain", "StillHasWorkers", "RunOnSpot", "SpotStopped", "Done"], Wake(["arn:1"], []).Transitions);

    [Fact]
    public void Where_it_is_not_known_whether_a_worker_runs_one_is_started()
    {
        var run = Run((state, parameters) => state == "LookForWorkers" ? Answer.Fails("States.TaskFailed") : Answer.Stopped("EssentialContainerExited"));
        Assert.Contains("RunOnSpot", run.Transitions);
        Assert.Equal("SUCCEEDED", run.Status);
    }

    [Fact]
    public void A_worker_that_spot_takes_away_or_has_no_room_for_works_on_demand()
    {
        foreach (var refused in (Answer[])[Answer.Stopped("SpotInterruption"), Answer.Fails("ECS.AmazonECSException")])
            Assert.Equal("RunOnDemand", Run((state, _) => state == "LookForWorkers" ? Listed([]) : state == "RunOnSpot" ? refused : Answer.Stopped("EssentialContainerExited")).Transitions[^1]);
    }

    private static IEnumerable<string> SecretsOf(string family) =>
        ((ListValue)State.Resources.Single(resource => resource.PhysicalName == family && resource.Type == "AWS::ECS::TaskDefinition").Properties.At("ContainerDefinitions", "0", "Secrets")).Items.Select(secret => secret.At("Name").Read());

    private static Answer Listed(string[] arns) => new(new JsonObject { ["TaskArns"] = new JsonArray([.. arns.Select(arn => (JsonNode)arn)]) });

    private static StateMachineRun Wake(params string[][] listed)
    {
        var looks = new Queue<string[]>(listed);
        return Run((state, parameters) =>
        {
            if (state is not ("LookForWorkers" or "LookAgain")) return Answer.Stopped("EssentialContainerExited");
            Assert.Equal(("atelier-drain-mail", "RUNNING"), ((string?)parameters["Family"], (string?)parameters["DesiredStatus"]));
            return Listed(looks.Dequeue());
        });
    }

    private static StateMachineRun Run(Func<string, JsonObject, Answer> answer)
    {
        var machine = State.Resources.Single(resource => resource.PhysicalName == "atelier-wake").Properties["Definition"]!;
        var rule = State.Resources.Single(resource => resource.PhysicalName == "atelier-wake-mail");
        Assert.Equal("{detail: {queue: [default, mail]}, source: [costtool.wake]}", rule.Properties.At("EventPattern").Read());
        var input = JsonNode.Parse(rule.Properties.At("Targets", "0", "Input").Read())!.AsObject();
        return new StateMachineRun(JsonNode.Parse(PlainJson.Write(Given((MapValue)machine)))!.AsObject(), (state, _, parameters) => answer(state, parameters)).Start(input);
    }

    // Parameters and references as any text.
    private static MapValue Given(MapValue map) => (MapValue)Filled(map);

    private static ResourceValue Filled(ResourceValue value) => value switch
    {
        MapValue map => new MapValue(map.Members.Select(member => KeyValuePair.Create(member.Key, Filled(member.Value)))),
        ListValue list => new ListValue([.. list.Items.Select(Filled)]),
        JoinedValue or ReferenceValue or ParameterValue => new TextValue(value.Read()),
        _ => value,
    };
}
