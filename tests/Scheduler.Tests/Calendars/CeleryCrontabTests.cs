using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Tests.Calendars;

public class CeleryCrontabTests
{
    private static readonly CeleryVersion Celery52 = new(5, 2, 6);
    private static readonly CeleryVersion BeforeMonthNames = new(5, 4, 0);

    [Theory]
    [InlineData("*/15", "0,15,30,45")]
    [InlineData("50-10", "0,1,2,3,4,5,6,7,8,9,10,50,51,52,53,54,55,56,57,58,59")]
    [InlineData("50-10/15", "5,50")] // the wrapped list is 50..59,0..10: its 1st and 16th are 50 and 5
    [InlineData("*/7,3", "0,3,7,14,21,28,35,42,49,56")]
    [InlineData("*/100", "0")]
    [InlineData("1-5-9", "1,2,3,4,5")]
    [InlineData("007", "7")]
    [InlineData("5, 6", "5,6")]
    [InlineData("10-12 junk", "10,11,12")]
    [InlineData("10-20x", null)] // `20x` is one word and no number
    [InlineData("*/59", "0,59")]
    [InlineData("*/5-3", "0,5,10,15,20,25,30,35,40,45,50,55")]
    [InlineData("+5", "5")]
    [InlineData("1_0", "10")]
    [InlineData("_1", null)]
    [InlineData("1__0", null)]
    [InlineData("٦", "6")]
    [InlineData("*/٢٠", "0,20,40")]
    [InlineData("\u00a05", "5")]
    [InlineData("\u001c5", null)] // a space to Python's strip(), not to its int()
    [InlineData("tue", "2")]
    [InlineData("5/10", null)]
    [InlineData("*/0", null)]
    [InlineData("*5", null)]
    [InlineData("*\n", "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59")]
    [InlineData("?", null)]
    [InlineData("", null)]
    [InlineData("60", null)]
    [InlineData("59", "59")]
    [InlineData("99999999999999999999", null)]
    public void Minutes_are_read_as_Celery_reads_them(string text, string? minutes) =>
        Assert.Equal(minutes, Read(text, CrontabFieldName.Minute, Celery52));

    [Theory]
    [InlineData("22-2", "0,1,2,22,23")]
    [InlineData("22-2/2", "0,2,22")]
    [InlineData("*/5", "0,5,10,15,20")]
    [InlineData("23", "23")]
    [InlineData("24", null)]
    public void Hours_are_read_as_Celery_reads_them(string text, string? hours) =>
        Assert.Equal(hours, Read(text, CrontabFieldName.Hour, Celery52));

    [Theory]
    [InlineData("mon-fri", "1,2,3,4,5")]
    [InlineData("sunday", "0")]
    [InlineData("tuesdays", "2")]
    [InlineData("monkey", "1")]
    [InlineData("fri-mon", "0,1,5,6")]
    [InlineData("fri-mon/2", "0,5")]
    [InlineData("*/2", "0,2,4,6")]
    [InlineData("1-5/2", "1,3,5")]
    [InlineData("mon#1", "1")]
    [InlineData("6", "6")]
    [InlineData("7", null)]
    [InlineData("0-7", null)]
    [InlineData("1#2", null)]
    [InlineData("L", null)]
    public void Weekdays_are_read_as_Celery_reads_them(string text, string? weekdays) =>
        Assert.Equal(weekdays, Read(text, CrontabFieldName.DayOfWeek, Celery52));

    [Theory]
    [InlineData("*/3", "1,4,7,10,13,16,19,22,25,28,31")]
    [InlineData("28-3", "1,2,3,28,29,30,31")]
    [InlineData("31", "31")]
    [InlineData("32", null)]
    [InlineData("1", "1")]
    [InlineData("0", null)]
    public void Days_of_the_month_are_read_as_Celery_reads_them(string text, string? days) =>
        Assert.Equal(days, Read(text, CrontabFieldName.DayOfMonth, Celery52));

    [Theory]
    [InlineData("nov-feb", CrontabFieldName.MonthOfYear, "1,2,11,12")]
    [InlineData("sep-mar/2", CrontabFieldName.MonthOfYear, "1,3,9,11")]
    [InlineData("january", CrontabFieldName.MonthOfYear, "1")]
    [InlineData("mar", CrontabFieldName.DayOfWeek, "3")] // March, hence Wednesday
    [InlineData("may", CrontabFieldName.DayOfWeek, "5")]
    [InlineData("jan", CrontabFieldName.Hour, "1")]
    [InlineData("sun", CrontabFieldName.MonthOfYear, null)] // 0
    public void Month_names_are_read_from_5_5_on_in_every_field(string text, CrontabFieldName field, string? values)
    {
        Assert.Equal(values, Read(text, field, new CeleryVersion(5, 5, 0)));
        Assert.Null(Read(text, field, BeforeMonthNames));
    }

    [Fact]
    public void A_field_may_be_a_number_or_a_list_of_whole_numbers()
    {
        Assert.Equal("5", Read(new CrontabField.Number(5), CrontabFieldName.Minute, Celery52));
        Assert.Equal("0,30", Read(new CrontabField.List(["30", "0", "30"]), CrontabFieldName.Minute, Celery52));
        Assert.Equal("1", Read(new CrontabField.Other("true"), CrontabFieldName.Minute, Celery52));
        Assert.Null(Read(new CrontabField.Number(60), CrontabFieldName.Minute, Celery52));
    }

    [Theory]
    [InlineData("[\"5\"]", "TypeError", CrontabStage.Construct)]
    [InlineData("[[5]]", "TypeError", CrontabStage.Construct)]
    [InlineData("[null]", "TypeError", CrontabStage.Construct)]
    [InlineData("[60]", "ValueError", CrontabStage.Construct)]
    [InlineData("[1.5]", "TypeError", CrontabStage.Estimate)]
    [InlineData("[]", "ValueError", CrontabStage.Estimate)]
    [InlineData("5.0", "TypeError", CrontabStage.Construct)]
    [InlineData("null", "TypeError", CrontabStage.Construct)]
    [InlineData("{}", "ValueError", CrontabStage.Estimate)]
    [InlineData("{\"5\":1}", "TypeError", CrontabStage.Construct)]
    public void A_field_of_another_kind_is_refused_when_Celery_refuses_it(string json, string errorClass, CrontabStage stage)
    {
        CrontabField field = json.StartsWith('[')
            ? new CrontabField.List([.. System.Text.Json.JsonElement.Parse(json).EnumerateArray().Select(item => item.GetRawText())])
            : new CrontabField.Other(json);
        Assert.False(CeleryCrontab.TryParse(With(CrontabFieldName.Minute, field), Celery52, out _, out CrontabRefusal? refusal));
        Assert.Equal((CrontabFieldName.Minute, errorClass, stage), (refusal.Field, refusal.ErrorClass, refusal.Stage));
    }

    [Fact]
    public void The_hour_is_blamed_before_the_minute_because_Celery_reads_it_first()
    {
        var fields = new CelerySchedule.Crontab(Text("60"), Text("24"), Text("7"), Text("*"), Text("*"));
        Assert.False(CeleryCrontab.TryParse(fields, Celery52, out _, out CrontabRefusal? refusal));
        Assert.Equal(new CrontabRefusal(CrontabFieldName.Hour, "ValueError", "Invalid end range: 24 > 23.", CrontabStage.Construct), refusal);
    }

    [Theory]
    [InlineData("30", "2", true)]
    [InlineData("29", "2", false)]
    [InlineData("31", "2,4,6,9,11", true)]
    [InlineData("31", "2,4,6,9,11,12", false)]
    public void A_day_that_no_month_has_is_impossible(string days, string months, bool impossible)
    {
        var fields = new CelerySchedule.Crontab(Text("0"), Text("0"), Text("*"), Text(days), Text(months));
        Assert.True(CeleryCrontab.TryParse(fields, Celery52, out CeleryCrontab? crontab, out _));
        Assert.Equal(impossible, crontab.IsImpossible);
    }

    private static CrontabField.Text Text(string text) => new(text);

    private static string? Read(string text, CrontabFieldName name, CeleryVersion version) => Read(Text(text), name, version);

    private static string? Read(CrontabField field, CrontabFieldName name, CeleryVersion version)
    {
        if (!CeleryCrontab.TryParse(With(name, field), version, out CeleryCrontab? crontab, out CrontabRefusal? refusal))
        {
            Assert.Equal(name, refusal.Field);
            return null;
        }

        ulong mask = name switch
        {
            CrontabFieldName.Minute => crontab.Minutes,
            CrontabFieldName.Hour => crontab.Hours,
            CrontabFieldName.DayOfWeek => crontab.DaysOfWeek,
            CrontabFieldName.DayOfMonth => crontab.DaysOfMonth,
            _ => crontab.Months,
        };
        return string.Join(',', Enumerable.Range(0, 60).Where(n => (mask >> n & 1) != 0));
    }

    private static CelerySchedule.Crontab With(CrontabFieldName name, CrontabField field)
    {
        CrontabField At(CrontabFieldName place) => place == name ? field : Text("*");
        return new CelerySchedule.Crontab(
            At(CrontabFieldName.Minute), At(CrontabFieldName.Hour), At(CrontabFieldName.DayOfWeek), At(CrontabFieldName.DayOfMonth), At(CrontabFieldName.MonthOfYear));
    }
}
