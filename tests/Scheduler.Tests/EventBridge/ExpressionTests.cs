using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Calendars.EventBridge;
using CsCheck;

namespace CostTool.Scheduler.Tests.EventBridge;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("cron(0 9 ? * MON-FRI *)", "cron(0 9 ? * MON-FRI *)")]
    [InlineData("cron(0 9 ? * 2-6 *)", "cron(0 9 ? * MON-FRI *)")]           // 1 is Sunday
    [InlineData("cron(0 9 ? * 1 *)", "cron(0 9 ? * SUN *)")]
    [InlineData("cron(0 9 ? * L *)", "cron(0 9 ? * SAT *)")]                 // alone: the last day of the week
    [InlineData("cron(0 9 ? * FRIL *)", "cron(0 9 ? * 6L *)")]               // with a day: its last one of the month
    [InlineData("cron(0 9 ? * tue#2 *)", "cron(0 9 ? * 3#2 *)")]
    [InlineData("cron(0 9 ? * SUN,3#2 *)", "cron(0 9 ? * SUN,3#2 *)")]
    [InlineData("cron(0 9 L * ? *)", "cron(0 9 L * ? *)")]
    [InlineData("cron(0 9 LW * ? *)", "cron(0 9 LW * ? *)")]
    [InlineData("cron(0 9 15W,1 * ? *)", "cron(0 9 1,15W * ? *)")]
    [InlineData("cron(*/15 * * * ? *)", "cron(0/15 * * * ? *)")]
    [InlineData("cron(5/10 0/1 1-31 1/1 ? *)", "cron(5/10 * * * ? *)")]
    [InlineData("cron(0 20-2 * * ? *)", "cron(0 0-2,20-23 * * ? *)")]        // wraps, printed without
    [InlineData("cron(10-30/10 8,7 * JAN,DEC ? 2027,2030-2033)", "cron(10,20,30 7,8 * 1,12 ? 2027,2030-2033)")]
    [InlineData("cron(0  9   *  *  ?)", "cron(0 9 * * ? *)")]               // Scheduler lets the year out
    [InlineData("rate(1 minute)", "rate(1 minute)")]
    [InlineData("rate(36 hours)", "rate(36 hours)")]
    [InlineData("at(2028-02-29T23:59:59)", "at(2028-02-29T23:59:59)")]
    public void An_expression_is_read_and_printed_in_one_form(string text, string canonical)
    {
        var expression = EventBridgeExpression.Parse(text, EventBridgeService.Scheduler, "here");
        Assert.Equal(canonical, expression.ToString());
        Assert.Equal(expression, EventBridgeExpression.Parse(canonical, EventBridgeService.Scheduler, "here"));
    }

    [Theory]
    [InlineData("cron(60 * * * ? *)", "minutes: must be 0 to 59, not `60`")]
    [InlineData("cron(-1 * * * ? *)", "minutes: must be 0 to 59, not ``")]
    [InlineData("cron(0 24 * * ? *)", "hours: must be 0 to 23, not `24`")]
    [InlineData("cron(0 0 0 * ? *)", "day-of-month: must be 1 to 31, not `0`")]
    [InlineData("cron(0 0 32W * ? *)", "day-of-month: must be 1 to 31, not `32`")]
    [InlineData("cron(0 0 1 13 ? *)", "month: must be 1 to 12 or JAN to DEC, not `13`")]
    [InlineData("cron(0 0 ? * 0 *)", "day-of-week: must be 1 to 7 or SUN to SAT, not `0`")]
    [InlineData("cron(0 0 ? * 8 *)", "day-of-week: must be 1 to 7 or SUN to SAT, not `8`")]
    [InlineData("cron(0 0 ? * MONDAY *)", "day-of-week: must be 1 to 7 or SUN to SAT, not `MONDAY`")]
    [InlineData("cron(0 0 ? * ?/3 *)", "day-of-week: `/` is not allowed here")]
    [InlineData("cron(0 0 ? * 2#6 *)", "day-of-week: what follows `#` must be 1 to 5 in `2#6`")]
    [InlineData("cron(0 0 ? * 3#1,6#3 *)", "day-of-week: `3#1,6#3` has more than one `#`")]
    [InlineData("cron(0 0 ? * ? *)", "day-of-month and day-of-week: both are `?`")]
    [InlineData("cron(0 0 * * * *)", "day-of-month and day-of-week: `*` and `*` cannot both be set")]
    [InlineData("cron(0 9 13 * 6 *)", "day-of-month and day-of-week: `13` and `6` cannot both be set")]
    [InlineData("cron(0 0 ?/2 * 2 *)", "day-of-month and day-of-week: `?/2` and `2` cannot both be set")]
    [InlineData("cron(0 0 * * ? 1969)", "year: must be 1970 to 2199, not `1969`")]
    [InlineData("cron(0 0 * * ? 2200)", "year: must be 1970 to 2199, not `2200`")]
    [InlineData("cron(0 0 * * ? 2030-2027)", "year: `2030-2027` runs backwards")]
    [InlineData("cron(0/0 * * * ? *)", "minutes: the step must be a number from 1 to 59, not `0`")]
    [InlineData("cron(0/60 * * * ? *)", "minutes: the step must be a number from 1 to 59, not `60`")]
    [InlineData("cron(0 0 * *)", "cron: 4 fields in `cron(0 0 * *)`")]
    [InlineData("rate(0 minutes)", "rate value: must be a whole number from 1 to 1000000, not `0`")]
    [InlineData("rate(1000001 days)", "rate value: must be a whole number from 1 to 1000000, not `1000001`")]
    [InlineData("rate(1.5 hours)", "rate value: must be a whole number from 1 to 1000000, not `1.5`")]
    [InlineData("rate(1 hours)", "rate unit: must be singular for 1 and plural for more, not `1 hours`")]
    [InlineData("rate(2 day)", "rate unit: must be singular for 1 and plural for more, not `2 day`")]
    [InlineData("rate(30 seconds)", "rate unit: must be minute(s), hour(s) or day(s), not `seconds`")]
    [InlineData("at(2027-02-29T00:00:00)", "at: must be a date and time that exist, from 1970 to 2199, as yyyy-mm-ddThh:mm:ss, not `2027-02-29T00:00:00`")]
    [InlineData("at(2200-01-01T00:00:00)", "at: must be a date and time that exist, from 1970 to 2199, as yyyy-mm-ddThh:mm:ss, not `2200-01-01T00:00:00`")]
    [InlineData("at(2027-02-28T00:00:00Z)", "at: must be a date and time that exist, from 1970 to 2199, as yyyy-mm-ddThh:mm:ss, not `2027-02-28T00:00:00Z`")]
    [InlineData("0 9 * * *", "`0 9 * * *` is not a schedule expression")]
    public void A_bad_expression_is_refused_with_its_field_and_range(string text, string what)
    {
        var refusal = Assert.Throws<ProblemException>(() => EventBridgeExpression.Parse(text, EventBridgeService.Scheduler, "rules.json:3"));
        Assert.Equal(what, refusal.Problems[0].What);
        Assert.Equal("rules.json:3", refusal.Problems[0].Where);
    }

    [Theory]
    [InlineData("cron(0 9 * * ?)", "cron: 5 fields in `cron(0 9 * * ?)`")]
    [InlineData("at(2028-02-29T23:59:59)", "`at(2028-02-29T23:59:59)`: rules of an event bus have no at(...)")]
    public void Rules_refuse_what_only_Scheduler_takes(string text, string what)
    {
        var refusal = Assert.Throws<ProblemException>(() => EventBridgeExpression.Parse(text, EventBridgeService.Rules, "here"));
        Assert.Equal(what, refusal.Problems[0].What);
        Assert.NotNull(EventBridgeExpression.Parse(text, EventBridgeService.Scheduler, "here"));
    }

    [Fact]
    public void An_expression_may_have_256_characters_and_not_one_more()
    {
        string longest = $"cron({string.Join(',', Enumerable.Range(0, 60))} * * * ? 2027{string.Concat(Enumerable.Repeat(",2027", 12))},2028)";
        longest = longest.Replace("cron(", "cron(" + new string(' ', 256 - longest.Length), StringComparison.Ordinal);
        Assert.Equal(256, longest.Length);
        Assert.Equal("cron(* * * * ? 2027,2028)", EventBridgeExpression.Parse(longest, EventBridgeService.Rules, "here").ToString());
        var refusal = Assert.Throws<ProblemException>(() => EventBridgeExpression.Parse(longest.Replace("cron(", "cron( ", StringComparison.Ordinal), EventBridgeService.Rules, "here"));
        Assert.Equal("expression of 257 characters, at most 256 are allowed", refusal.Problems[0].What);
    }

    [Fact]
    public void Anything_is_either_read_or_refused_with_a_problem()
    {
        Gen<string> inside = Gen.Char["0123456789*?,-/#LW SUNMOFRIJA:T()"].Array[0, 40].Select(letters => new string(letters));
        Gen<string> texts = Gen.Select(Gen.Int[0, 4], inside, Gen.String).Select((kind, text, any) => kind switch
        {
            0 => $"cron({text})",
            1 => $"rate({text})",
            2 => $"at({text})",
            3 => $"cron({text.Replace(' ', '1')} * ? * {any} *)",
            _ => any,
        });
        texts.Sample(text =>
        {
            try
            {
                string printed = EventBridgeExpression.Parse(text, EventBridgeService.Scheduler, "here").ToString()!;
                // A text at the limit may come out longer in the canonical form, which lists what wraps.
                return printed.Length > EventBridgeExpression.MaximumLength || EventBridgeExpression.Parse(printed, EventBridgeService.Scheduler, "here").ToString() == printed;
            }
            catch (ProblemException refusal)
            {
                return refusal.Problems is [{ What.Length: > 0, Fix.Length: > 0 }];
            }
        }, iter: 20_000, threads: 1);
    }
}
