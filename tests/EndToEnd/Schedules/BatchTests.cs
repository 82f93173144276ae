using System.Text.Json;
using CostTool.Cli;

namespace CostTool.EndToEnd.Schedules;

/// <summary><c>schedule next --batch</c>: a line in, a line out.</summary>
public sealed class BatchTests
{
    public static TheoryData<string, string[], string, bool, string[]?> Crontabs => new()
    {
        // Paris is at UTC+1 in November: 09:00 there is 08:00 UTC; the 23rd is a Monday.
        {
            """{"minute":"0","hour":"9","day_of_week":"mon-fri","day_of_month":"*","month_of_year":"*","tz":"Europe/Paris","start":"2026-11-23T00:00:00Z"}""",
            ["2026-11-23T08:00:00Z", "2026-11-24T08:00:00Z", "2026-11-25T08:00:00Z"], "cron(0 9 ? * MON-FRI *)", true, null
        },
        // Both day fields must hold: the first Monday of a month, 7 December, 4 January, 1 February.
        {
            """{"minute":"0","hour":"9","day_of_week":"mon","day_of_month":"1-7","month_of_year":"*","tz":"Europe/Paris","start":"2026-11-23T00:00:00Z"}""",
            ["2026-12-07T08:00:00Z", "2027-01-04T08:00:00Z", "2027-02-01T08:00:00Z"], "cron(0 9 ? * 2#1 *)", true, null
        },
        // 02:30 comes twice in New York on 1 November 2026; a start after the first leaves the next day, at UTC-5.
        {
            """{"minute":30,"hour":2,"tz":"America/New_York","start":"2026-11-01T12:00:00Z"}""",
            ["2026-11-02T07:30:00Z", "2026-11-03T07:30:00Z", "2026-11-04T07:30:00Z"], "cron(30 2 * * ? *)", true, null
        },
        // The range wraps over midnight before it is stepped: 22, 0, 2, 4. Fires are strictly after the start.
        {
            """{"minute":[0,30],"hour":"22-4/2","start":"2026-11-23T00:00:00Z"}""",
            ["2026-11-23T00:30:00Z", "2026-11-23T02:00:00Z", "2026-11-23T02:30:00Z"], "cron(0,30 0,2,4,22 * * ? *)", true, null
        },
        // No start: the instant of --as-of. No zone: UTC.
        { """{"minute":0,"hour":12}""", ["2026-11-23T12:00:00Z", "2026-11-24T12:00:00Z", "2026-11-25T12:00:00Z"], "cron(0 12 * * ? *)", true, null },
        // An offset in the start: 13:30+01:00 is half an hour after noon UTC.
        { """{"minute":0,"hour":12,"start":"2026-11-23T13:30:00+01:00"}""", ["2026-11-24T12:00:00Z", "2026-11-25T12:00:00Z", "2026-11-26T12:00:00Z"], "cron(0 12 * * ? *)", true, null },
        // Mondays on odd days: no expression says so, so every Monday is launched, the 30th too, and a guard decides.
        {
            """{"minute":0,"hour":12,"day_of_week":"1","day_of_month":"*/2","start":"2026-11-23T00:00:00Z"}""",
            ["2026-11-23T12:00:00Z", "2026-12-07T12:00:00Z", "2026-12-21T12:00:00Z"], "cron(0 12 ? * MON *)", false, ["2026-11-23T12:00:00Z", "2026-11-30T12:00:00Z", "2026-12-07T12:00:00Z"]
        },
        // 02:30 does not exist in Paris on 28 March 2027: EventBridge leaves it out, the newest Celery runs at 03:30, which is 01:30 UTC.
        {
            """{"minute":30,"hour":2,"tz":"Europe/Paris","start":"2027-03-26T12:00:00Z"}""",
            ["2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z"], "cron(30 2 * * ? *)", true, ["2027-03-27T01:30:00Z", "2027-03-29T00:30:00Z", "2027-03-30T00:30:00Z"]
        },
    };

    [Theory]
    [MemberData(nameof(Crontabs))]
    public async Task A_crontab_is_answered_with_both_calendars(string line, string[] celery, string expression, bool exact, string[]? eventBridge)
    {
        var answer = Assert.Single(await BatchFile.AnswersAsync(line + "\n", "--count", "3", "--as-of", "2026-11-23"));
        Assert.Equal(["celery", "celery_error", "expressions", "expression_timezone", "eventbridge", "exact", "refused"], answer.EnumerateObject().Select(member => member.Name));
        Assert.Equal(celery, answer.Texts("celery"));
        Assert.Equal([expression], answer.Texts("expressions"));
        Assert.Equal(JsonElement.Parse(line).TryGetProperty("tz", out var zone) ? zone.GetString() : "UTC", answer.Text("expression_timezone"));
        Assert.Equal(eventBridge ?? celery, answer.Texts("eventbridge"));
        Assert.Equal(exact, answer.GetProperty("exact").GetBoolean());
        Assert.Null(answer.Text("celery_error"));
        Assert.Null(answer.Text("refused"));
    }

    [Theory]
    [InlineData("""{"minute":"61"}""", "ValueError: Invalid end range: 61 > 59", "61")]
    [InlineData("""{"day_of_week":7}""", "ValueError: ", "'7'")]
    [InlineData("""{"minute":["5"]}""", "TypeError: ", "TypeError")]
    [InlineData("""{"minute":1.5}""", "TypeError: ", "TypeError")]
    [InlineData("""{"hour":"5/10"}""", "ValueError: ", "5/10")]
    [InlineData("""{"minute":0,"hour":0,"day_of_month":31,"month_of_year":2}""", "RuntimeError: ", "do not exist")]
    [InlineData("""{"minute":0,"tz":"Mars/Olympus"}""", "unknown time zone Mars/Olympus", "`Mars/Olympus`")]
    public async Task A_crontab_that_cannot_run_is_answered_with_the_reason(string line, string error, string reason)
    {
        var answer = Assert.Single(await BatchFile.AnswersAsync(line + "\n", "--as-of", "2026-11-23"));
        Assert.StartsWith(error, answer.Text("celery_error"), StringComparison.Ordinal);
        Assert.Contains(reason, answer.Text("refused"), StringComparison.Ordinal);
        Assert.False(answer.GetProperty("exact").GetBoolean());
        Assert.All(["celery", "expressions", "eventbridge"], name => Assert.Empty(answer.Texts(name)));
        Assert.Null(answer.Text("expression_timezone"));
    }

    [Fact]
    public async Task Answers_keep_the_order_of_the_lines_and_blank_lines_have_none()
    {
        int[] hours = [7, 3, 23, 0, 11];
        var lines = string.Concat(hours.Select(hour => $$"""{"minute":0,"hour":{{hour}},"start":"2026-11-23T23:30:00Z"}""" + "\n\n"));
        var answers = await BatchFile.AnswersAsync("\n" + lines, "--count", "1");
        Assert.Equal(hours.Select(hour => $"cron(0 {hour} * * ? *)"), answers.Select(answer => Assert.Single(answer.Texts("expressions"))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    public async Task Count_bounds_both_lists(int count)
    {
        var answer = Assert.Single(await BatchFile.AnswersAsync("{}\n", "--count", $"{count}", "--as-of", "2026-11-23"));
        Assert.Equal((count, count), (answer.Texts("celery").Count(), answer.Texts("eventbridge").Count()));
    }

    [Theory]
    // A time in the gap ran when the gap ends, 03:00; since 5.5.2 it runs as much later as the gap is long, 03:30.
    [InlineData("5.5.1", """{"minute":30,"hour":2,"tz":"Europe/Paris","start":"2027-03-28T00:00:00Z"}""", "2027-03-28T01:00:00Z")]
    [InlineData("5.5.2", """{"minute":30,"hour":2,"tz":"Europe/Paris","start":"2027-03-28T00:00:00Z"}""", "2027-03-28T01:30:00Z")]
    // Names of months came with 5.5.
    [InlineData("5.4.0", """{"minute":0,"hour":0,"month_of_year":"jan"}""", null)]
    [InlineData("5.5.0", """{"minute":0,"hour":0,"month_of_year":"jan"}""", "2027-01-01T00:00:00Z")]
    public async Task The_rules_are_those_of_the_release_named(string version, string line, string? first)
    {
        var answer = Assert.Single(await BatchFile.AnswersAsync(line + "\n", "--count", "1", "--celery-version", version, "--as-of", "2026-11-23"));
        Assert.Equal(first, answer.Texts("celery").SingleOrDefault());
        Assert.Equal(first is null, answer.Text("celery_error") is not null);
    }

    [Theory]
    [InlineData("""{"minute":""", "is not JSON")]
    [InlineData("[1]", "is not a JSON object")]
    [InlineData("""{"tz":1}""", "`tz` is not a text: `1`")]
    [InlineData("""{"start":"soon"}""", "`start` is not an instant: `soon`")]
    public async Task A_broken_line_is_named_with_its_number_after_the_answers_before_it(string broken, string problem)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("crontabs.jsonl", "{\"minute\":1}\n\n" + broken + "\n{\"minute\":2}\n");
        var result = await CommandLine.RunAsync("schedule", "next", "--batch", file, "--as-of", "2026-11-23");
        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.Single(result.Output.TrimEnd('\n').Split('\n'));
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
        Assert.Contains($"({file}:3)", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", result.Error, StringComparison.Ordinal);
    }
}
