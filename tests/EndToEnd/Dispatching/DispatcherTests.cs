namespace CostTool.EndToEnd.Dispatching;

/// <summary>The dispatcher over real brokers, as a process.</summary>
public sealed class DispatcherTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Redis")]
    [InlineData("RabbitMQ")]
    public async Task While_the_broker_is_away_it_holds_and_afterwards_it_goes_on(string kind)
    {
        await using var broker = await BrokerServer.StartAsync(kind, Stop);
        // On Redis workers are there until the messages of the connections that were lost come back.
        using var rig = new DispatchRig(broker, idleSeconds: kind == "Redis" ? 20 : 2);
        // Workers keep their messages in memory while the broker is away, and give them to nobody: more tasks than one can hold.
        await rig.PublishAsync([.. Enumerable.Repeat(0.2, 200)]);
        var dispatcher = rig.Dispatch();
        await rig.UntilAsync(() => Read(rig).Ended.Count > 0, "a task ends");

        await broker.StopAsync(Stop);
        await rig.UntilAsync(() => rig.Log.Contains("broker: ", StringComparison.Ordinal), "the dispatcher tells it");
        Assert.False(dispatcher.HasExited, rig.Log);
        await broker.StartAsync(Stop);

        await rig.UntilAsync(() => rig.Log.Contains("broker answers again", StringComparison.Ordinal), "the dispatcher goes on");
        await rig.UntilAsync(() => Read(rig).Ended.Count == 200, "all tasks end");
        await rig.UntilAsync(async () => rig.Workers.Count == 0 && await rig.DepthAsync() == new QueueDepth(0, 0, 0), "the queue is empty and nobody works");
        await EndAsync(rig, dispatcher);
    }

    [Theory]
    [InlineData("Redis")]
    [InlineData("RabbitMQ")]
    public async Task With_a_wrong_password_it_ends_with_a_line_that_does_not_hold_it(string kind)
    {
        await using var broker = await BrokerServer.StartAsync(kind, Stop);
        using var rig = new DispatchRig(broker, url: broker.UrlWith("planted-hunter2"));
        var dispatcher = rig.Dispatch();
        await dispatcher.WaitForExitAsync(Stop);
        Assert.True(dispatcher.ExitCode == 1, rig.Log);
        Assert.Contains("error", rig.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", rig.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_waits_no_worker_is_ever_started()
    {
        await using var broker = await BrokerServer.StartAsync("Redis", Stop);
        using var rig = new DispatchRig(broker);
        var dispatcher = rig.Dispatch("--json");
        var seen = 0;
        await rig.UntilAsync(() =>
        {
            seen = Math.Max(seen, rig.Workers.Count);
            return Rounds(rig) >= 5;
        }, "five rounds");
        await EndAsync(rig, dispatcher);
        Assert.Equal((0, false), (seen, Directory.Exists(rig.WorkersFolder)));
    }

    [Fact]
    public async Task Of_two_dispatchers_one_leads_and_the_other_takes_over_when_it_is_killed()
    {
        await using var broker = await BrokerServer.StartAsync("Redis", Stop);
        using var rig = new DispatchRig(broker);
        var first = rig.Dispatch("--json");
        await rig.UntilAsync(() => Rounds(rig) >= 1, "the first has looked");
        var second = rig.Dispatch("--json");
        await rig.UntilAsync(() => rig.LogOf(1).Contains("launches nothing", StringComparison.Ordinal), "the second waits for the first");
        await rig.PublishAsync([.. Enumerable.Repeat(0.05, 40)]);
        await rig.UntilAsync(() => Read(rig).Ended.Count == 40, "the first has them done");
        await rig.UntilAsync(() => rig.Workers.Count == 0, "its workers have left");

        first.Kill();
        await first.WaitForExitAsync(Stop);
        await rig.PublishAsync([.. Enumerable.Repeat(0.05, 80)]);
        await rig.UntilAsync(() => Read(rig).Ended.Count == 80, "the second has them done");
        Assert.Contains("launches where needed", rig.LogOf(1), StringComparison.Ordinal);
        await EndAsync(rig, second);
    }

    private static TaskNotes Read(DispatchRig rig)
    {
        rig.Notes.Read();
        return rig.Notes;
    }

    private static int Rounds(DispatchRig rig) => rig.Log.Split('\n').Count(line => line.StartsWith('{'));

    private static async Task EndAsync(DispatchRig rig, System.Diagnostics.Process dispatcher)
    {
        MarkedProcess.Signal("TERM", dispatcher.Id);
        await dispatcher.WaitForExitAsync(Stop);
        Assert.True(dispatcher.ExitCode == 0, rig.Log);
        await rig.UntilAsync(() => rig.Living.Count == 0, "no process is left");
    }
}
