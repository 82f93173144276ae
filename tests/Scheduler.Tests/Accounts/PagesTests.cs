using System.Text.Json.Nodes;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Tests.Deployment;

namespace CostTool.Scheduler.Tests.Accounts;

/// <summary>Lists that take more than one page, and what is not asked for again.</summary>
[Collection(AccountTests.Name)]
public sealed class PagesTests
{
    private const string Schedules = "AWS::Scheduler::Schedule";

    [Theory]
    [InlineData(100, 1)] // A whole page, and the service says that there is no next one.
    [InlineData(101, 2)]
    [InlineData(250, 3)]
    public async Task Schedules_are_found_on_every_page_and_read_once(int count, int pages)
    {
        await using var test = await TestAccount.StartAsync();
        test.Arrange("iam", "CreateRole", new() { ["RoleName"] = "starter", ["AssumeRolePolicyDocument"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"scheduler.amazonaws.com"},"Action":"sts:AssumeRole"}]}""" });
        test.Arrange("scheduler", "CreateScheduleGroup", new() { ["Name"] = "atelier" });
        for (var number = 0; number < count; number++)
        {
            test.Arrange("scheduler", "CreateSchedule", new()
            {
                ["GroupName"] = "atelier",
                ["Name"] = $"s{number:D4}",
                // The first one is somebody else's.
                ["Description"] = number == 0 ? "by hand" : Ownership.Describe("atelier", ""),
                ["ScheduleExpression"] = "rate(5 minutes)",
                ["FlexibleTimeWindow"] = new JsonObject { ["Mode"] = "OFF" },
                ["Target"] = new JsonObject { ["Arn"] = "arn:aws:sqs:eu-west-3:123456789012:q", ["RoleArn"] = "arn:aws:iam::123456789012:role/starter" },
            });
        }

        var kind = test.Account.Kinds[Schedules];
        Assert.Equal(Enumerable.Range(1, count - 1).Select(number => $"atelier/s{number:D4}"), (await kind.ReadAsync("atelier", [], TestAccount.Stop)).Select(schedule => schedule.PhysicalName).Order(StringComparer.Ordinal));
        Assert.Equal((pages, count), (Count(test, "scheduler:ListSchedules"), Count(test, "scheduler:GetSchedule")));
        Assert.Equal(count - 1, (await kind.ReadAsync("atelier", [], TestAccount.Stop)).Count);
        Assert.Equal((2 * pages, count), (Count(test, "scheduler:ListSchedules"), Count(test, "scheduler:GetSchedule")));
    }

    [Fact]
    public async Task A_second_apply_of_a_thousand_schedules_reads_ten_pages_and_waits_for_no_rate()
    {
        var state = DeploymentBuilder.Build(Deployments.Saved([.. Enumerable.Range(0, 1000).Select(number => Deployments.Row($"entry-{number:D4}"))]), Deployments.Settings, TimeProvider.System.GetUtcNow());
        await using var test = await TestAccount.StartAsync();
        await test.ApplyAsync(state);
        Assert.Equal(1000, test.Aws.Scheduler.Schedules.Count);
        var (calls, writes) = (test.Aws.Calls.Count, test.Writes.Count);
        using var next = test.Open();
        var before = test.Tempo.Elapsed;
        Assert.True((await test.DeployerOf(next).ApplyAsync(state, TestAccount.Given(state), null, "second", TestAccount.Stop)).Complete);
        Assert.Equal(writes, test.Writes.Count);
        var second = test.Aws.Calls.Skip(calls).Select(call => call.Name).ToList();
        Assert.Equal(10, second.Count(name => name is "scheduler:ListSchedules"));
        Assert.DoesNotContain("scheduler:GetSchedule", second);
        // Calls of all services together; at 50 a second they leave room within the three seconds that a second apply may take.
        Assert.InRange(second.Count, 11, 100);
        Assert.InRange(test.Tempo.Elapsed - before, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static int Count(TestAccount test, string call) => test.Aws.Calls.Count(one => one.Name == call);
}
