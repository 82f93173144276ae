using System.Text.Json.Nodes;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Planning;
using CostTool.Scheduler.Tests.Planning;

namespace CostTool.Scheduler.Tests.Deployment;

public sealed class DeploymentBuilderTests
{
    private static readonly DesiredState State = Deployments.MixedState;

    [Fact]
    public void Resources_are_there_once_and_none_refers_to_nothing()
    {
        Assert.Equal(State.Resources.Count, State.InOrder().Count);
        Assert.Equal(State.Resources.Count, State.Resources.Select(resource => resource.LogicalId).Distinct().Count());
        Assert.Equal(State.Resources.Count, State.Resources.Select(resource => (resource.Type, resource.PhysicalName)).Distinct().Count());
        Assert.All(State.Resources, resource => Assert.Matches("^[A-Za-z0-9]{1,255}$", resource.LogicalId));
    }

    [Fact]
    public void What_is_asked_for_is_used_and_what_is_used_is_asked_for()
    {
        var used = State.Resources.SelectMany(resource => Parameters(resource.Properties)).Where(name => !name.Contains("::", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(State.Parameters.Select(parameter => parameter.Name), used);
        Assert.Equal(State.Parameters.Select(parameter => parameter.Name), DeploymentParameters.ValuesOf(Deployments.Mixed, Deployments.Settings).Keys);
    }

    [Fact]
    public void Values_of_a_place_have_no_default_and_others_do()
    {
        Assert.Equal(["Cluster", PublicImage], State.Parameters.Where(parameter => parameter.Default is not null).Select(parameter => parameter.Name));
        Assert.Equal("subnet-0a0a0a0a,subnet-0b0b0b0b", DeploymentParameters.ValuesOf(Deployments.Mixed, Deployments.Settings)["Subnets"]);
    }

    private static string PublicImage => State.Parameters.Single(parameter => parameter.Default == "docker.io/library/thumbs:2").Name;

    [Fact]
    public void A_task_definition_is_made_for_each_size_and_image()
    {
        var definitions = State.Resources.Where(resource => resource.Type == "AWS::ECS::TaskDefinition").ToList();
        Assert.Equal(2, definitions.Count);
        var common = definitions.Single(definition => definition.PhysicalName == "atelier-256-512-x86-64");
        Assert.Equal("""
            {Command: [python, -m, costtool_runner, run, -A, atelier], Environment: [{Name: DJANGO_SETTINGS_MODULE, Value: atelier.settings}, {Name: ODD, Value: ${x} %{y} "'
            : #}], Essential: true, Image: ${Image}, LinuxParameters: {InitProcessEnabled: true}, LogConfiguration: {LogDriver: awslogs, Options: {awslogs-group: ${LogGroup.Ref}, awslogs-region: ${AWS::Region}, awslogs-stream-prefix: run}}, Name: task, Secrets: [{Name: BROKER_URL, ValueFrom: ${SecretBrokerUrl}}, {Name: DATABASE_URL, ValueFrom: ${SecretDatabaseUrl}:url::}], StopTimeout: 120}
            """.ReplaceLineEndings("\n"), common.Properties.At("ContainerDefinitions", "0").Read());
        Assert.Equal("{SizeInGiB: 30}", common.Properties["EphemeralStorage"]!.Read());
        Assert.Equal("{CpuArchitecture: X86_64, OperatingSystemFamily: LINUX}", common.Properties["RuntimePlatform"]!.Read());
    }

    [Theory]
    [InlineData(20, false)] // included
    [InlineData(21, true)]
    public void Disk_is_named_only_above_what_is_included(int gib, bool named) =>
        Assert.Equal(named, Build(Deployments.Settings with { EphemeralGib = gib }).The("AWS::ECS::TaskDefinition").Properties["EphemeralStorage"] is not null);

    [Fact]
    public void Variables_that_read_alike_have_parameters_of_their_own()
    {
        const string Arn = "arn:aws:ssm:eu-west-3:123456789012:parameter/x";
        var state = Build(Deployments.Settings with { Secrets = new Dictionary<string, string> { ["DB_URL"] = Arn, ["Db_Url"] = Arn + "2" } });
        Assert.Equal(2, state.Parameters.Select(parameter => parameter.Name).Where(name => name.StartsWith("SecretDbUrl", StringComparison.Ordinal)).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Arm_is_a_family_of_its_own()
    {
        var definition = Build(Deployments.Settings with { Architecture = CpuArchitecture.Arm64 }).The("AWS::ECS::TaskDefinition");
        Assert.Equal("atelier-256-512-arm64", definition.PhysicalName);
        Assert.Equal("ARM64", definition.Properties.At("RuntimePlatform", "CpuArchitecture").Read());
    }

    [Fact]
    public void A_schedule_hands_its_task_to_the_state_machine()
    {
        var schedule = Build(Deployments.Settings).The("AWS::Scheduler::Schedule");
        Assert.Equal("atelier/nightly", schedule.PhysicalName);
        Assert.Equal("cron(0 4 * * ? *)", schedule.Properties["ScheduleExpression"]!.Read());
        Assert.Equal("{Mode: OFF}", schedule.Properties["FlexibleTimeWindow"]!.Read());
        Assert.StartsWith("costtool:deployment=atelier; nightly: reports.nightly", schedule.Properties["Description"]!.Read(), StringComparison.Ordinal);
        Assert.Equal("${FallbackStateMachine.Arn}", schedule.Properties.At("Target", "Arn").Read());
        var input = JsonNode.Parse(schedule.Properties.At("Target", "Input").Read())!;
        Assert.Equal("${Task256x512.Ref}", (string)input["taskDefinition"]!);
        Assert.Equal(600 + 480 + 120, (int)input["timeoutSeconds"]!); // hard limit, start, stop
        Assert.False((bool)input["idempotent"]!);
        Assert.Equal(
            ["python", "-m", "costtool_runner", "run", "-A", "atelier", "--task=reports.nightly", "--args=[1]", "--kwargs={\"full\":true}", "--scheduled-time=<aws.scheduler.scheduled-time>", "--deadline-seconds=600"],
            ((JsonArray)input["command"]!).Select(word => (string)word!));
    }

    [Fact]
    public void A_direct_schedule_starts_its_task_on_spot_by_itself()
    {
        var target = State.Resources.Single(resource => resource.PhysicalName == "atelier/straight").Properties["Target"]!;
        Assert.Equal("arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:cluster/${Cluster}", target.At("Arn").Read());
        Assert.Equal("[{CapacityProvider: FARGATE_SPOT, Weight: 1}]", target.At("EcsParameters", "CapacityProviderStrategy").Read());
        Assert.Equal("costtool:atelier:straight", target.At("EcsParameters", "Group").Read());
        Assert.StartsWith("{\"containerOverrides\":[{\"command\":[\"python\",", target.At("Input").Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_guard_and_an_expiry_reach_the_runner()
    {
        var launch = Plans.Launch("monthly") with { Guard = new PlannedGuard(0b1000_0010, 0b10, "Europe/Paris"), ExpireSeconds = 90.5, MaximumEventAgeSeconds = 90 };
        var schedule = Build(Deployments.Settings, Deployments.Row("monthly", launch: launch)).The("AWS::Scheduler::Schedule");
        Assert.Contains("\"--expire-seconds=90.5\",\"--days-of-month=1,7\",\"--days-of-week=1\",\"--timezone=Europe/Paris\"", schedule.Properties.At("Target", "Input").Read(), StringComparison.Ordinal);
        Assert.Equal("90", schedule.Properties.At("Target", "RetryPolicy", "MaximumEventAgeInSeconds").Read());
    }

    [Theory]
    [InlineData("rate(3 hours)", "2026-11-01T03:00Z", "2026-11-01T02:59Z", "2026-11-01T03:00Z")] // ahead
    [InlineData("rate(3 hours)", "2026-11-01T03:00Z", "2026-11-01T03:00Z", "2026-11-01T06:00Z")] // now: the next one
    [InlineData("rate(3 hours)", "2026-11-01T03:00Z", "2026-11-05T04:00Z", "2026-11-05T06:00Z")]
    [InlineData("rate(7 minutes)", "2026-11-01T00:00Z", "2026-11-01T00:13Z", "2026-11-01T00:14Z")]
    [InlineData("cron(0 4 * * ? *)", "2026-11-01T00:00Z", "2026-11-02T00:00Z", null)] // over, so it says nothing
    [InlineData("cron(0 4 * * ? *)", "2026-11-03T00:00Z", "2026-11-02T00:00Z", "2026-11-03T00:00Z")]
    [InlineData("rate(1 hour)", null, "2026-11-02T00:00Z", null)]
    public void A_start_date_lies_ahead_and_keeps_its_phase(string expression, string? start, string asOf, string? from)
    {
        var moved = ScheduleStart.From(expression, Instant(start), Instant(asOf)!.Value);
        Assert.Equal(Instant(from), moved);
        Assert.True(ScheduleStart.SamePhase(expression, Instant(start), moved));
        if (expression.StartsWith("rate", StringComparison.Ordinal) && start is not null) Assert.False(ScheduleStart.SamePhase(expression, Instant(start)!.Value.AddMinutes(1), moved));
    }

    [Theory]
    [InlineData("at(2026-11-05T09:00:00)", null, "2026-11-05T07:59Z", true)] // 09:00 in Paris is 08:00 UTC
    [InlineData("at(2026-11-05T09:00:00)", null, "2026-11-05T08:00Z", false)]
    [InlineData("rate(1 hour)", "2026-11-05T08:00Z", "2026-11-05T07:59Z", true)]
    [InlineData("rate(1 hour)", "2026-11-05T08:00Z", "2026-11-05T08:00Z", false)] // its end
    [InlineData("cron(0 4 * * ? *)", null, "2036-11-05T08:00Z", true)]
    public void A_schedule_that_is_over_is_left_out(string expression, string? end, string asOf, bool there)
    {
        var launch = Plans.Launch("once", expression);
        launch = launch with { Schedules = [launch.Schedules[0] with { EndDate = Instant(end) }] };
        var state = DeploymentBuilder.Build(Deployments.Saved(Deployments.Row("once", launch: launch)), Deployments.Settings, Instant(asOf));
        Assert.Equal(there, state.Resources.Any(resource => resource.Type == "AWS::Scheduler::Schedule"));
    }

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(59.5, 60)]
    [InlineData(1e300, 31_536_000)]
    public void A_limit_is_in_whole_seconds(double limit, int seconds)
    {
        var schedule = Build(Deployments.Settings, Deployments.Row("odd", launch: Plans.Launch("odd", timeLimit: limit))).The("AWS::Scheduler::Schedule");
        Assert.Contains(System.FormattableString.Invariant($"--deadline-seconds={seconds}\""), schedule.Properties.At("Target", "Input").Read(), StringComparison.Ordinal);
    }

    private static DateTimeOffset? Instant(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Two_entries_of_one_name_are_two_schedules()
    {
        var state = Build(Deployments.Settings, Deployments.Row("twice"), Deployments.Row("other", launch: Plans.Launch("twice")));
        Assert.Equal(2, state.Resources.Where(resource => resource.Type == "AWS::Scheduler::Schedule").Select(resource => resource.PhysicalName).Distinct().Count());
    }

    [Fact]
    public void Only_the_queues_asked_for_are_deployed() =>
        Assert.Equal("atelier/thumbs", DeploymentBuilder.Build(Deployments.Mixed, Deployments.Settings with { Queues = ["thumbnails"] }).The("AWS::Scheduler::Schedule").PhysicalName);

    [Fact]
    public void All_that_hinders_is_told_at_once()
    {
        var problems = Assert.Throws<ProblemException>(() => Build(
            Deployments.Settings,
            Deployments.Row("unlimited", launch: Plans.Launch("unlimited", timeLimit: null)),
            Deployments.Row("unknown", launch: Plans.Launch("unknown") with { ArgsJson = null }),
            Deployments.Row("unsaid") with { Launch = null })).Problems;
        Assert.Equal(
            ["`reports.nightly` has no hard limit, so a run that hangs would be billed for ever", "the arguments of `unknown` are not known", "`unsaid` is launched, but the plan does not say how"],
            problems.Select(problem => problem.What).Take(3));
    }

    [Fact]
    public void Arguments_that_ecs_would_refuse_are_refused_here() => Assert.Contains("8192", Assert.Throws<ProblemException>(() =>
        Build(Deployments.Settings, Deployments.Row("large", launch: Plans.Launch("large") with { ArgsJson = $"[\"{new string('x', 8200)}\"]" }))).Problems.Single().What, StringComparison.Ordinal);

    [Fact]
    public void A_plan_that_launches_nothing_deploys_nothing() =>
        Assert.Throws<ProblemException>(() => Build(Deployments.Settings, Deployments.Row("kept") with { Strategy = Strategy.KeepAsService }));

    [Theory]
    [InlineData(ExecutionMode.Direct, "[ecs:RunTask] [ecs:TagResource] [iam:PassRole] [sqs:SendMessage]")]
    [InlineData(ExecutionMode.Fallback, "[states:StartExecution] [sqs:SendMessage]")]
    public void The_scheduler_may_do_what_its_mode_needs(ExecutionMode mode, string actions)
    {
        var role = Build(Deployments.Settings with { Mode = mode }).Resources.Single(resource => resource.LogicalId == "SchedulerRole");
        Assert.Equal(actions, string.Join(' ', Statements(role).Select(statement => statement.At("Action").Read())));
    }

    [Fact]
    public void Roles_are_passed_to_tasks_only_and_no_statement_is_for_everything()
    {
        foreach (var role in State.Resources.Where(resource => resource.Type == "AWS::IAM::Role"))
        {
            foreach (var statement in Statements(role))
            {
                var actions = statement.At("Action").Read();
                if (actions == "[iam:PassRole]")
                {
                    Assert.Equal("[${TaskExecutionRole.Arn}, ${TaskRoleArn}]", statement.At("Resource").Read());
                    Assert.Equal("{StringEquals: {iam:PassedToService: ecs-tasks.amazonaws.com}}", statement.At("Condition").Read());
                }

                // AWS gives neither of the two actions a resource.
                if (statement.At("Resource").Read() == "[*]") Assert.Contains(actions, (string[])["[ecr:GetAuthorizationToken]", "[ecs:ListTasks]"]);
                Assert.DoesNotContain("*", actions, StringComparison.Ordinal);
            }

            var trust = role.Properties.At("AssumeRolePolicyDocument", "Statement", "0", "Condition");
            Assert.Equal("${AWS::AccountId}", trust.At("StringEquals", "aws:SourceAccount").Read());
            Assert.StartsWith("arn:${AWS::Partition}:", trust.At("ArnLike", "aws:SourceArn").Read(), StringComparison.Ordinal);
            Assert.EndsWith("-${AWS::Region}", role.PhysicalName, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_start_without_a_secret_or_a_private_image_asks_for_neither()
    {
        var role = Build(Deployments.Settings with { Image = "docker.io/library/shop:1", Secrets = new Dictionary<string, string>() }).Resources.Single(resource => resource.LogicalId == "TaskExecutionRole");
        Assert.Equal("[logs:CreateLogStream, logs:PutLogEvents]", Statements(role).Single().At("Action").Read());
    }

    [Fact]
    public void Everything_bears_the_mark_of_its_owner()
    {
        // What cannot be marked belongs to what can: policies to their queue or topic, the subscription to its topic.
        string[] unmarked = ["AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy", "AWS::SNS::Subscription"];
        foreach (var resource in State.Resources.Where(resource => !unmarked.Contains(resource.Type)))
        {
            var owner = resource.Properties["Tags"] is { } tags ? tags.At("0", "Value").Read() : Ownership.OwnerIn(resource.Properties["Description"]!.Read());
            Assert.Equal("atelier", owner);
        }
    }

    [Theory]
    [InlineData("costtool:deployment=shop; text", "shop")]
    [InlineData("costtool:deployment=shop", null)] // cut before its end
    [InlineData("see costtool:deployment=shop;", null)] // by somebody else
    [InlineData(null, null)]
    public void The_marker_is_read_only_where_it_starts_the_description(string? description, string? owner) => Assert.Equal(owner, Ownership.OwnerIn(description));

    [Fact]
    public void A_description_is_cut_to_what_the_services_take() => Assert.Equal(512, Ownership.Describe("shop", new string('x', 600)).Length);

    [Theory]
    [InlineData(64, "x")]
    [InlineData(65, "hash")] // one over
    public void Long_names_are_cut_and_told_apart(int length, string end)
    {
        var name = PhysicalName.Of(new string('x', length));
        Assert.Equal(64, name.Length);
        Assert.Equal(end == "x", name.EndsWith('x') && !name.Contains('-', StringComparison.Ordinal));
        Assert.NotEqual(PhysicalName.Of(new string('x', length) + "y"), PhysicalName.Of(new string('x', length) + "z"));
    }

    [Fact]
    public void Names_stay_within_what_the_services_take_for_the_longest_deployment()
    {
        var state = Build(Deployments.Settings with { Name = new string('n', DeploymentSettings.LongestName) });
        Assert.All(state.Resources, resource => Assert.InRange(resource.PhysicalName.Replace("${AWS::Region}", "ap-southeast-1", StringComparison.Ordinal).Split('/')[^1].Length, 1, 64));
    }

    [Fact]
    public void The_price_of_the_machine_is_told()
    {
        var prices = PriceBook.LoadBuiltIn().For(Region.Parse("us-east-1", "test"));
        var lines = DeploymentCost.Of(Deployments.Saved(Deployments.Row("nightly") with { RunsPerMonth = 1000 }), Deployments.Settings, prices);
        Assert.Equal(0.075m, lines[0].Monthly.Amount); // 1,000 runs x 3 transitions x 0.000025
        Assert.Equal("step-functions-state-transitions/us-east-1", lines[0].Price.Id.Value);
        Assert.Equal((7m, 0.70m), (lines[1].Quantity, lines[1].Monthly.Amount)); // 7 alarms x 0.10
    }

    [Fact]
    public void Workers_add_the_dispatcher_s_own_task_and_the_wakes_that_the_plan_foresees()
    {
        var prices = PriceBook.LoadBuiltIn().For(Region.Parse("us-east-1", "test"));
        var plan = SchedulePlanner.Plan(Plans.Inputs(Plans.Entry("any")));
        var replayed = PlanFile.Of(plan with { Rows = [], Sets = [Woken(Strategy.DrainWoken, "default"), Woken(Strategy.Dispatched, "mail"), Woken(Strategy.DrainWoken, "nobody drains it")] });
        var lines = DeploymentCost.Of(replayed, Deployments.WithWorkers with { Architecture = CpuArchitecture.X86_64 }, prices).ToDictionary(line => line.Item, line => line.Monthly.Amount);
        // 1,000 wakes x 5 transitions x 0.000025; 730 h x 0.25 vCPU x 0.04048 and x 0.5 GB x 0.004445.
        Assert.Equal((0.125m, 7.3876m, 1.622425m), (lines["Step Functions, wakes that start a worker"], lines["the dispatcher's vCPU"], lines["the dispatcher's memory"]));
        // One every 10 minutes of 730 hours.
        Assert.Equal(4380 * 5 * 0.000025m, lines["Step Functions, workers started by the time"]);

        PlanSet Woken(Strategy strategy, string queue) => plan.Sets[0] with
        {
            Queues = [queue],
            Drain = new PlannedDrain { Strategy = strategy, Policy = "-", Monthly = new UsdBand(Usd.Zero, Usd.Zero, Usd.Zero), StartsPerMonth = 1000, Pool = new PlannedPool(0.25m, 0.5m, 1, 60, 5, null, 1, null, 1, true), BoundsFrom = "-", ForesightGap = null },
        };
    }

    [Fact]
    public void No_value_of_a_secret_place_stands_in_the_state() => Assert.All(State.Resources, resource =>
        Assert.DoesNotContain("secretsmanager:eu-west-3", resource.Properties.Read(), StringComparison.Ordinal));

    private static DesiredState Build(DeploymentSettings settings, params IReadOnlyList<PlanRow> rows) => DeploymentBuilder.Build(Deployments.Saved(rows.Count == 0 ? [Deployments.Row("nightly")] : rows), settings);

    private static IEnumerable<ResourceValue> Statements(DesiredResource role) => ((ListValue)role.Properties.At("Policies", "0", "PolicyDocument", "Statement")).Items;

    private static IEnumerable<string> Parameters(ResourceValue value) => value switch
    {
        ParameterValue parameter => [parameter.Name],
        MapValue map => map.Members.Values.SelectMany(Parameters),
        ListValue list => list.Items.SelectMany(Parameters),
        JoinedValue joined => joined.Parts.SelectMany(Parameters),
        _ => [],
    };
}
