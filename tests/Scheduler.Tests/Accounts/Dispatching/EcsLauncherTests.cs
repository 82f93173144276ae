using CostTool.Analyzer.Pricing;
using CostTool.AwsDouble;
using CostTool.AwsDouble.Ecs;
using CostTool.AwsDouble.Faults;
using CostTool.Scheduler.Dispatching;

namespace CostTool.Scheduler.Tests.Accounts.Dispatching;

/// <summary>Workers on ECS, against the double of AWS.</summary>
[Collection(AccountTests.Name)]
public sealed class EcsLauncherTests
{
    [Theory]
    [InlineData(PurchaseOption.Spot, "FARGATE_SPOT")]
    [InlineData(PurchaseOption.OnDemand, "FARGATE")]
    public async Task Workers_start_in_the_group_of_their_pool_on_one_provider_only(PurchaseOption purchase, string provider)
    {
        await using var test = await WorkerAccount.StartAsync();
        var outcome = await test.Launcher().LaunchAsync(new LaunchOrder("mail", purchase, 3, "order-1"), TestAccount.Stop);
        Assert.Empty(outcome.Refusals);
        Assert.Equal(3, outcome.Started.Count);
        Assert.All(outcome.Started, worker => Assert.Equal(("mail", purchase, WorkerStage.Starting, "eu-west-3a"), (worker.Pool, worker.Purchase, worker.Stage, worker.Zone)));
        Assert.All(test.Ecs.Tasks, task => Assert.Equal(
            ("costtool:shop:mail", "costtool-dispatch/shop", provider), ((string?)task["group"], (string?)task["startedBy"], (string?)task["capacityProviderName"])));
    }

    [Fact]
    public async Task More_than_ten_workers_are_started_by_several_calls_whose_tokens_differ()
    {
        await using var test = await WorkerAccount.StartAsync();
        var outcome = await test.Launcher().LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 23, "order-1"), TestAccount.Stop);
        Assert.Equal(23, outcome.Started.Select(worker => worker.Id).Distinct().Count());
        Assert.Equal(3, test.Account.Aws.Calls.Count(call => call.Name == "ecs:RunTask"));
    }

    [Fact]
    public async Task The_subnet_that_comes_first_differs_from_order_to_order()
    {
        await using var test = await WorkerAccount.StartAsync();
        var launcher = test.Launcher();
        for (var order = 0; order < 30; order++) await launcher.LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 1, $"order-{order}"), TestAccount.Stop);
        // The double places a task into the first.
        var used = test.Ecs.Tasks.Select(task => (string)task["attachments"]![0]!["details"]![0]!["value"]!).Distinct().Order();
        Assert.Equal(WorkerAccount.Workers.Subnets, used);
    }

    [Fact]
    public async Task What_spot_has_no_room_for_is_told_and_what_it_has_room_for_runs()
    {
        await using var test = await WorkerAccount.StartAsync();
        test.Ecs.Lack("FARGATE_SPOT", 2);
        var outcome = await test.Launcher().LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 5, "order-1"), TestAccount.Stop);
        Assert.Equal(3, outcome.Started.Count);
        var refusal = Assert.Single(outcome.Refusals);
        Assert.Equal((RefusalKind.Capacity, 2), (refusal.Kind, refusal.Count));
        Assert.Contains("Capacity is unavailable", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_was_started_the_rest_of_the_order_is_not_asked_for()
    {
        await using var test = await WorkerAccount.StartAsync();
        test.Ecs.Lack("FARGATE_SPOT", 10);
        var outcome = await test.Launcher().LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 25, "order-1"), TestAccount.Stop);
        Assert.Empty(outcome.Started);
        Assert.Equal((RefusalKind.Capacity, 25), (outcome.Refusals.Single().Kind, outcome.Refusals.Single().Count));
        Assert.Single(test.Account.Aws.Calls, call => call.Name == "ecs:RunTask");
    }

    [Theory]
    [InlineData("RESOURCE:CPU", null, RefusalKind.Capacity)]
    [InlineData("Capacity is unavailable at this time", null, RefusalKind.Capacity)]
    [InlineData("LIMIT", "You've reached the limit on the number of vCPUs you can run concurrently", RefusalKind.Quota)]
    [InlineData("Rate exceeded", null, RefusalKind.Throttled)]
    [InlineData("AGENT", "unexpected", RefusalKind.Other)]
    public async Task Failures_inside_a_good_answer_are_read(string reason, string? detail, RefusalKind kind)
    {
        await using var test = await WorkerAccount.StartAsync();
        test.Ecs.Lack("FARGATE_SPOT", 1, new Shortage(reason, detail));
        var outcome = await test.Launcher().LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 1, "order-1"), TestAccount.Stop);
        Assert.Equal((kind, 1), (outcome.Refusals.Single().Kind, outcome.Refusals.Single().Count));
    }

    [Theory]
    [InlineData("ClientException", "Capacity is unavailable at this time. Please try again later or in a different availability zone", RefusalKind.Capacity)]
    [InlineData("ClientException", "You've reached the limit on the number of tasks you can run concurrently", RefusalKind.Quota)]
    [InlineData("AccessDeniedException", "User: arn:aws:iam::123456789012:user/x is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/execution", RefusalKind.Other)]
    public async Task Errors_are_refusals_with_their_reason(string code, string message, RefusalKind kind)
    {
        await using var test = await WorkerAccount.StartAsync();
        test.Account.Aws.Faults.Plan("ecs:RunTask", new ServiceErrorException(code, message));
        var outcome = await test.Launcher().LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 4, "order-1"), TestAccount.Stop);
        Assert.Empty(outcome.Started);
        Assert.Equal((kind, 4), (outcome.Refusals.Single().Kind, outcome.Refusals.Single().Count));
        Assert.Single(test.Account.Aws.Calls, call => call.Name == "ecs:RunTask");
    }

    [Fact]
    public async Task Throttling_is_waited_for_and_then_told()
    {
        await using var test = await WorkerAccount.StartAsync();
        var launcher = test.Launcher();
        test.Account.Aws.Faults.Plan("ecs:RunTask", [.. Enumerable.Repeat(Fault.Throttling, 5)]);
        var refused = await launcher.LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 1, "order-1"), TestAccount.Stop);
        Assert.Equal(RefusalKind.Throttled, refused.Refusals.Single().Kind);
        Assert.Single((await launcher.LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 1, "order-2"), TestAccount.Stop)).Started);
        Assert.Single(await launcher.CountAsync(TestAccount.Stop));
    }

    [Theory]
    [InlineData(nameof(Fault.CutAfterEffect))]
    [InlineData(nameof(Fault.CutBeforeEffect))]
    [InlineData(nameof(Fault.Internal))]
    public async Task A_lost_answer_starts_nothing_twice(string fault)
    {
        await using var test = await WorkerAccount.StartAsync();
        test.Account.Aws.Faults.Plan("ecs:RunTask", Named(fault), Named(fault));
        var outcome = await test.Launcher().LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 4, "order-1"), TestAccount.Stop);
        Assert.Equal(4, outcome.Started.Count);
        Assert.Equal(4, test.Ecs.Tasks.Count);
    }

    [Fact]
    public async Task While_it_is_not_known_what_an_order_did_nothing_is_counted()
    {
        await using var test = await WorkerAccount.StartAsync();
        var launcher = test.Launcher();
        test.Account.Aws.Faults.Plan("ecs:RunTask", [.. Enumerable.Repeat(Fault.CutAfterEffect, 4)]);
        var outcome = await launcher.LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 4, "order-1"), TestAccount.Stop);
        Assert.Equal((0, RefusalKind.Other), (outcome.Started.Count, outcome.Refusals.Single().Kind));
        await Assert.ThrowsAsync<WorkersNotCountedException>(() => launcher.CountAsync(TestAccount.Stop));
        await test.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(4, (await launcher.CountAsync(TestAccount.Stop)).Count);
    }

    [Fact]
    public async Task All_workers_are_counted_page_by_page_whoever_started_them_and_no_other_task()
    {
        await using var test = await WorkerAccount.StartAsync();
        for (var call = 0; call < 25; call++) test.Run("shop-drain-reports", 10, "costtool-dispatch/shop");
        test.Run("shop-drain-mail", 2, "AWS-Step-Functions");
        test.Run("shop-256-512", 3, "schedule");
        test.Run("other-drain-mail", 3, "costtool-dispatch/other");
        var workers = await test.Launcher().CountAsync(TestAccount.Stop);
        Assert.Equal((250, 2), (workers.Count(worker => worker.Pool == "reports"), workers.Count(worker => worker.Pool == "mail")));
        Assert.Equal(252, workers.Select(worker => worker.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_worker_is_followed_from_its_start_to_its_end()
    {
        await using var test = await WorkerAccount.StartAsync();
        var launcher = test.Launcher();
        var id = (await launcher.LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 1, "order-1"), TestAccount.Stop)).Started.Single().Id;
        await test.PassAsync(TimeSpan.FromSeconds(6));
        Assert.Equal(WorkerStage.Starting, (await launcher.CountAsync(TestAccount.Stop)).Single().Stage);
        await test.PassAsync(TimeSpan.FromSeconds(20));
        var running = (await launcher.CountAsync(TestAccount.Stop)).Single();
        Assert.Equal(WorkerStage.Running, running.Stage);
        Assert.InRange((running.StartedAt - running.LaunchedAt)!.Value.TotalSeconds, 14, 16);

        test.Account.Aws.Arrange(() => test.Ecs.End(id, "SpotInterruption", "Your Spot Task was interrupted."));
        Assert.Equal(WorkerStage.Stopping, (await launcher.CountAsync(TestAccount.Stop)).Single().Stage);
        // Another process that begins now counts it, too.
        Assert.Equal(WorkerStage.Stopping, (await test.Launcher().CountAsync(TestAccount.Stop)).Single().Stage);
        await test.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(await launcher.CountAsync(TestAccount.Stop));
        Assert.Empty(await test.Launcher().CountAsync(TestAccount.Stop));
    }

    [Fact]
    public async Task A_task_that_ecs_does_not_show_yet_is_not_taken_for_gone_and_one_that_it_never_shows_is()
    {
        await using var test = await WorkerAccount.StartAsync();
        var launcher = test.Launcher();
        test.Account.Aws.Consistency.HiddenLooks = 3;
        await launcher.LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 2, "order-1"), TestAccount.Stop);
        for (var count = 0; count < 4; count++) Assert.Equal(2, (await launcher.CountAsync(TestAccount.Stop)).Count);

        test.Account.Aws.Consistency.HiddenLooks = 1_000_000;
        await launcher.LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 1, "order-2"), TestAccount.Stop);
        Assert.Equal(3, (await launcher.CountAsync(TestAccount.Stop)).Count);
        await test.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, (await launcher.CountAsync(TestAccount.Stop)).Count);
    }

    [Theory]
    [InlineData("ecs:ListTasks")]
    [InlineData("ecs:DescribeTasks")]
    public async Task Without_an_answer_there_is_no_count(string call)
    {
        await using var test = await WorkerAccount.StartAsync();
        var launcher = test.Launcher();
        await launcher.LaunchAsync(new LaunchOrder("mail", PurchaseOption.Spot, 1, "order-1"), TestAccount.Stop);
        test.Account.Aws.Faults.Plan(call, [.. Enumerable.Repeat(Fault.Internal, 4)]);
        await Assert.ThrowsAsync<WorkersNotCountedException>(() => launcher.CountAsync(TestAccount.Stop));
        Assert.Single(await launcher.CountAsync(TestAccount.Stop));
    }

    private static Fault Named(string name) => (Fault)typeof(Fault).GetProperty(name)!.GetValue(null)!;
}
