using System.Text.Json;
using CostTool.Scheduler.Dispatching.Breaking;

namespace CostTool.Scheduler.Tests.Dispatching;

public sealed class SpotBreakerTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_opens_at_the_second_refusal_and_a_full_start_between_forgets_the_first()
    {
        var once = new SpotBreaker().Refused("no capacity", Start);
        Assert.Equal(BreakerStage.Closed, once.Stage);
        Assert.Equal(BreakerStage.Closed, once.Started("a", Start).Refused("no capacity", Start).Stage);
        var open = once.Refused("no capacity", Start);
        Assert.Equal((BreakerStage.Open, 0), (open.Stage, open.SpotAllowed));
        Assert.Equal("Spot was refused 2 times: no capacity", open.Why);
    }

    [Theory]
    [InlineData(0, 59, BreakerStage.Open)]
    [InlineData(0, 60, BreakerStage.Ready)]
    [InlineData(1, 119, BreakerStage.Open)]
    [InlineData(1, 120, BreakerStage.Ready)]
    [InlineData(4, 959, BreakerStage.Open)]
    [InlineData(4, 960, BreakerStage.Ready)] // 16 minutes
    [InlineData(50, 960, BreakerStage.Ready)] // and never longer
    public void The_wait_doubles_with_each_failed_try(int failed, int seconds, BreakerStage stage)
    {
        var breaker = new SpotBreaker().Refused("no", Start).Refused("no", Start);
        for (var i = 0; i < failed; i++) breaker = breaker.At(breaker.Until!.Value).Refused("no", Start);
        Assert.Equal(stage, breaker.At(Start.AddSeconds(seconds)).Stage);
    }

    [Fact]
    public void One_worker_tries_and_Spot_is_used_again_when_it_runs()
    {
        var ready = Open().At(Start.AddMinutes(1));
        Assert.Equal(1, ready.SpotAllowed);
        var probing = ready.Started("probe", Start.AddMinutes(1));
        Assert.Equal((BreakerStage.Probing, 0), (probing.Stage, probing.SpotAllowed));
        Assert.Equal(BreakerStage.Probing, probing.Running(["another"]).Stage);
        Assert.Equal(new SpotBreaker(), probing.Running(["another", "probe"]));
    }

    [Fact]
    public void A_worker_that_tries_and_is_taken_away_opens_it_for_longer()
    {
        var probing = Open().At(Start.AddMinutes(1)).Started("probe", Start.AddMinutes(1));
        var now = Start.AddMinutes(2);
        Assert.Equal(BreakerStage.Probing, probing.Interrupted("another", now, now).Stage);
        var open = probing.Interrupted("probe", now, now);
        Assert.Equal((BreakerStage.Open, now.AddMinutes(2), 1), (open.Stage, open.Until, open.FailedProbes));
    }

    [Fact]
    public void A_try_that_says_nothing_is_given_up()
    {
        var probing = Open().At(Start.AddMinutes(1)).Started("probe", Start.AddMinutes(1));
        Assert.Equal(BreakerStage.Probing, probing.At(Start.AddMinutes(11).AddSeconds(-1)).Stage);
        Assert.Equal(BreakerStage.Ready, probing.At(Start.AddMinutes(11)).Stage);
    }

    [Theory]
    [InlineData(120, BreakerStage.Open)] // 5 within 8 minutes
    [InlineData(150, BreakerStage.Open)] // 5 within 10 minutes
    [InlineData(151, BreakerStage.Closed)] // the first one is forgotten when the fifth comes
    public void Many_interruptions_within_ten_minutes_open_it(int secondsBetween, BreakerStage stage)
    {
        var breaker = new SpotBreaker();
        for (var i = 0; i < 5; i++) breaker = breaker.Interrupted($"{i}", Start.AddSeconds(i * secondsBetween), Start.AddSeconds(i * secondsBetween));
        Assert.Equal(stage, breaker.Stage);
    }

    [Fact]
    public void An_event_that_comes_late_does_not_count() =>
        Assert.Empty(new SpotBreaker().Interrupted("a", Start, Start.AddMinutes(11)).Interruptions);

    [Fact]
    public void It_can_be_written_and_read_back()
    {
        var breaker = Open().At(Start.AddMinutes(1)).Started("probe", Start.AddMinutes(1)).Interrupted("probe", Start.AddMinutes(2), Start.AddMinutes(2));
        var again = JsonSerializer.Deserialize<SpotBreaker>(JsonSerializer.Serialize(breaker))!;
        Assert.Equal(JsonSerializer.Serialize(breaker), JsonSerializer.Serialize(again));
        Assert.Equal(breaker.Until, again.Until);
    }

    private static SpotBreaker Open() => new SpotBreaker().Refused("no", Start).Refused("no", Start);
}
