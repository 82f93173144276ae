using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Tests.Schedules;

public sealed class ScheduleTextTests
{
    [Fact]
    public void A_crontab_is_printed_in_the_order_of_crontab_5_not_of_Celerys_arguments() =>
        Assert.Equal("crontab(0 2 15 */3 1-5)", ScheduleText.Of(new CelerySchedule.Crontab(
            new CrontabField.Number(0), new CrontabField.Number(2), DayOfWeek: new CrontabField.Text("1-5"), DayOfMonth: new CrontabField.List(["15"]), MonthOfYear: new CrontabField.Text("*/3"))));

    [Fact]
    public void A_field_with_a_space_is_quoted() =>
        Assert.Equal("crontab('5, 6' * * * *)", ScheduleText.Of(new CelerySchedule.Crontab(
            new CrontabField.Text("5, 6"), new CrontabField.Text("*"), new CrontabField.Text("*"), new CrontabField.Text("*"), new CrontabField.Text("*"))));

    [Theory]
    [InlineData(90, "every 90 s")]
    [InlineData(0, "every 0 s")]
    [InlineData(0.5, "every 0.5 s")]
    [InlineData(60, "every 1 min")]
    [InlineData(3599, "every 3599 s")]
    [InlineData(3600, "every 1 h")]
    [InlineData(5400, "every 90 min")]
    [InlineData(86400, "every 1 d")]
    public void An_interval_is_printed_in_its_largest_whole_unit(double seconds, string text) => Assert.Equal(text, ScheduleText.Of(Entries.Every(seconds)));

    [Fact]
    public void The_sun_and_a_clock_are_printed_with_their_numbers()
    {
        Assert.Equal("solar(sunset, 48.85, 2.35)", ScheduleText.Of(new CelerySchedule.Solar("sunset", 48.85, 2.35)));
        Assert.Equal("once at 2026-11-02T08:00:00Z", ScheduleText.Of(new CelerySchedule.Clocked(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.FromHours(1)))));
    }
}

public sealed class ScheduleIdTests
{
    [Fact]
    public void A_new_time_keeps_the_id_and_a_new_task_changes_it()
    {
        var entry = Entries.Of(Entries.Every(60), "Nightly report (Paris)");
        Assert.StartsWith("nightly-report-paris-", ScheduleId.Of(entry), StringComparison.Ordinal);
        Assert.Equal(ScheduleId.Of(entry), ScheduleId.Of(entry with { Schedule = Entries.Every(90), Origin = "elsewhere" }));
        Assert.NotEqual(ScheduleId.Of(entry), ScheduleId.Of(entry with { Task = "other" }));
    }

    [Theory]
    [InlineData("日本語")]
    [InlineData("")]
    [InlineData("../../etc/passwd; rm -rf *, and a name that goes on and on beyond any bound there is")]
    public void Any_name_gives_an_id_that_EventBridge_takes_with_room_for_a_suffix(string name) =>
        Assert.Matches("^[0-9a-z-]{8,49}$", ScheduleId.Of(Entries.Of(Entries.Every(60), name)));
}
