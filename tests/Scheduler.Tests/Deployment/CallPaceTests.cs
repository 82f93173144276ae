using CostTool.Scheduler.Deployment.Applying;

namespace CostTool.Scheduler.Tests.Deployment;

public sealed class CallPaceTests
{
    [Fact]
    public async Task A_thousand_calls_take_as_long_as_the_rate_says()
    {
        var tempo = new MadeUpTempo();
        var pace = new CallPace(tempo, perSecond: 50, burst: 10);
        for (var i = 0; i < 1000; i++) await pace.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(19.8, tempo.Elapsed.TotalSeconds, 3); // (1000 − 10) ÷ 50
    }

    [Fact]
    public async Task A_throttled_call_halves_the_rate_and_calls_that_pass_bring_it_back()
    {
        var tempo = new MadeUpTempo();
        var pace = new CallPace(tempo, perSecond: 50, burst: 1);
        await pace.WaitAsync(TestContext.Current.CancellationToken);
        pace.Throttled();
        await pace.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0.04, tempo.Elapsed.TotalSeconds, 6); // 1 ÷ 25
        for (var i = 0; i < 25; i++) pace.Taken(); // 25 × 50 ÷ 50 = 25 more
        await pace.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0.06, tempo.Elapsed.TotalSeconds, 6); // + 1 ÷ 50
    }
}
