using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Deployment.CuttingOver;
using CsCheck;
using NodaTime;

namespace CostTool.Scheduler.Tests.Deployment;

public sealed class SwitchTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 12, 0);
    private static readonly SwitchGuard Guard = new(Duration.FromMinutes(1), Duration.FromMinutes(2));

    [Theory]
    [InlineData(10, 5, 0)] // Next fire in 5 minutes, the last 5 ago.
    [InlineData(10, 3, 0)] // Last 7 ago, next 3 ahead: beyond 2.
    [InlineData(10, 2, 180)] // The fire in 2 minutes is on the edge: a minute after it.
    [InlineData(10, 10, 60)] // Fires now: a minute later.
    [InlineData(4, 4, 60)] // Every 4 minutes leaves 3 free.
    [InlineData(3, 3, null)] // Every 3 minutes has a fire on one edge or the other.
    [InlineData(1, 1, null)]
    public void The_quiet_moment_is_the_first_that_no_fire_is_near(int everyMinutes, int nextInMinutes, int? wantSeconds)
    {
        var found = QuietMoment.Find([new Every(Duration.FromMinutes(everyMinutes), Start + Duration.FromMinutes(nextInMinutes))], Start, Guard, Start + Duration.FromDays(1));
        Assert.Equal(wantSeconds, found is { } moment ? (int)(moment - Start).TotalSeconds : null);
    }

    [Fact]
    public void No_fire_of_either_side_is_within_the_guard() => Gen.Select(Gen.Int[1, 30], Gen.Int[0, 29], Gen.Int[1, 30], Gen.Int[0, 29]).Sample((one, first, other, second) =>
    {
        IFireTimes[] sides = [new Every(Duration.FromMinutes(one), Start + Duration.FromMinutes(first)), new Every(Duration.FromMinutes(other), Start + Duration.FromMinutes(second))];
        if (QuietMoment.Find(sides, Start, Guard, Start + Duration.FromDays(2)) is not { } moment) return;
        Assert.True(moment >= Start);
        Assert.All(sides, side => Assert.Empty(side.After(moment - Guard.Before - Duration.Epsilon, moment + Guard.After)));
    });

    [Fact]
    public void A_calendar_without_fires_is_always_quiet() => Assert.Equal(Start, QuietMoment.Find([], Start, Guard, Start));

    [Fact]
    public void Fires_between_the_steps_of_an_interrupted_switch_are_named() => Assert.Equal(
        [Start + Duration.FromMinutes(10), Start + Duration.FromMinutes(20)], // 30 is beyond
        QuietMoment.MissedFires(new Every(Duration.FromMinutes(10), Start), Start + Duration.FromMinutes(1), Start + Duration.FromMinutes(29)));

    public static TheoryData<bool, bool?> EveryState => new() { { true, null }, { false, null }, { true, false }, { false, false }, { true, true }, { false, true } };

    [Theory]
    [MemberData(nameof(EveryState))]
    public void From_any_state_a_switch_ends_and_no_step_turns_on_a_side_while_the_other_is_on(bool row, bool? schedule)
    {
        var there = Walk(new SwitchState(row, schedule), SwitchOrder.ToSchedule);
        Assert.Equal(new SwitchState(false, true), there);
        var back = Walk(there, SwitchOrder.ToRow);
        Assert.Equal(new SwitchState(true, false), back);
    }

    private static SwitchState Walk(SwitchState state, Func<SwitchState, SwitchStep> next)
    {
        for (var steps = 0; steps < 5; steps++)
        {
            var both = state is { RowEnabled: true, ScheduleEnabled: true };
            switch (next(state))
            {
                case SwitchStep.None: return state;
                case SwitchStep.CreateDisabled: state = state with { ScheduleEnabled = false }; break;
                case SwitchStep.DisableSchedule: state = state with { ScheduleEnabled = false }; break;
                case SwitchStep.DisableRow: state = state with { RowEnabled = false }; break;
                case SwitchStep.EnableSchedule: state = state with { ScheduleEnabled = true }; break;
                case SwitchStep.EnableRow: state = state with { RowEnabled = true }; break;
            }

            Assert.True(both || state is not { RowEnabled: true, ScheduleEnabled: true });
        }

        throw new InvalidOperationException("the switch does not end");
    }

    private sealed class Every(Duration every, Instant first) : IFireTimes
    {
        public Instant? Next(Instant after)
        {
            var passed = (long)Math.Floor((after - first) / every) + 1;
            return first + (every * passed);
        }
    }
}
