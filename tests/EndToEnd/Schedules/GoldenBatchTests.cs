using System.Text.Json;

namespace CostTool.EndToEnd.Schedules;

/// <summary>The file that Celery 5.2.6 computed, asked through the command line.</summary>
public sealed class GoldenBatchTests(ITestOutputHelper output)
{
    private static readonly string[] Fields = ["minute", "hour", "day_of_week", "day_of_month", "month_of_year", "tz", "start"];

    [Fact]
    public async Task Every_line_of_the_golden_file_is_answered_as_Celery_did()
    {
        var rows = PackedFile.Text(Repository.Path("tests", "Scheduler.Tests", "Data", "celery-golden", "crontab.jsonl.gz"))
            .TrimEnd('\n').Split('\n').Select(line => JsonElement.Parse(line)).ToList();
        // Only the questions are handed over, so that nothing of the answers can be read back.
        var questions = string.Concat(rows.Select(row => $"{{{string.Join(',', Fields.Where(name => row.TryGetProperty(name, out _)).Select(name => $"\"{name}\":{row.GetProperty(name).GetRawText()}"))}}}\n"));
        var answers = await BatchFile.AnswersAsync(questions, "--count", "25", "--celery-version", "5.2.6");
        Assert.Equal(3_150, rows.Count);
        Assert.Equal(rows.Count, answers.Count);

        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        List<string> wrong = [];
        foreach (var (row, answer) in rows.Zip(answers))
        {
            var (verdict, right) = row.TryGetProperty("invalid", out _) ? ("invalid", IsRefused(row, answer)) : (Verdict(answer), IsRight(row, answer));
            tally[verdict] = tally.GetValueOrDefault(verdict) + 1;
            if (!right) wrong.Add($"{row.Text("id")}: {answer.GetRawText()}");
        }

        output.WriteLine($"{rows.Count - wrong.Count} of {rows.Count} lines equal: {string.Join(", ", tally.Select(pair => $"{pair.Value} {pair.Key}"))}");
        Assert.Empty(wrong);
        Assert.Equal((2_856, 84, 60, 150), (tally["exact"], tally["guarded"], tally["refused"], tally["invalid"]));
    }

    private static string Verdict(JsonElement answer) => answer.GetProperty("exact").GetBoolean() ? "exact" : answer.Text("refused") is null ? "guarded" : "refused";

    private static bool IsRefused(JsonElement row, JsonElement answer) =>
        answer.Text("celery_error")?.StartsWith($"{row.Text("error")}: ", StringComparison.Ordinal) == true && answer.Text("refused") is not null && !answer.Texts("celery").Any() && !answer.Texts("eventbridge").Any();

    private static bool IsRight(JsonElement row, JsonElement answer)
    {
        var meant = row.Texts(row.GetProperty("wall_utc").ValueKind is JsonValueKind.Array ? "wall_utc" : "fires_utc").ToList();
        var launched = answer.Texts("eventbridge").ToList();
        return answer.Texts("celery").SequenceEqual(row.Texts("fires_utc")) && (answer.Text("celery_error") is null) == (row.Text("stop") != "error") && Verdict(answer) switch
        {
            "exact" => launched.SequenceEqual(meant),
            "refused" => row.Text("stop") == "error" && launched.Count == 0,
            // A guard only turns launches away: up to the last one listed, none that was meant is missing.
            _ => launched.Count > 0 && !meant.TakeWhile(fire => string.CompareOrdinal(fire, launched[^1]) <= 0).Except(launched).Any(),
        };
    }
}
