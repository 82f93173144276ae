using CostTool.Scheduler.Calendars;

namespace CostTool.Scheduler.Tests.Calendars;

public class GoldenParserTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_valid_row_expands_to_Celerys_sets()
    {
        var wrong = new List<string>();
        int rows = 0;
        foreach (GoldenRow row in GoldenRow.ReadAll().Where(row => !row.Invalid))
        {
            rows++;
            if (!CeleryCrontab.TryParse(row.Fields, GoldenRow.Version, out CeleryCrontab? crontab, out CrontabRefusal? refusal))
            {
                wrong.Add($"{row.Id}: {refusal}");
            }
            else if (!(Members(crontab.Minutes).SequenceEqual(row.Expanded("minute"))
                && Members(crontab.Hours).SequenceEqual(row.Expanded("hour"))
                && Members(crontab.DaysOfWeek).SequenceEqual(row.Expanded("day_of_week"))
                && Members(crontab.DaysOfMonth).SequenceEqual(row.Expanded("day_of_month"))
                && Members(crontab.Months).SequenceEqual(row.Expanded("month_of_year"))))
            {
                wrong.Add($"{row.Id}: {row.Fields}");
            }
        }

        output.WriteLine($"expanded sets: {rows - wrong.Count} of {rows} equal");
        Assert.Equal(3000, rows);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_invalid_row_is_refused_with_Celerys_own_error_field_and_stage()
    {
        var wrong = new List<string>();
        int rows = 0;
        foreach (GoldenRow row in GoldenRow.ReadAll().Where(row => row.Invalid))
        {
            rows++;
            bool accepted = CeleryCrontab.TryParse(row.Fields, GoldenRow.Version, out _, out CrontabRefusal? refusal);
            var expected = new CrontabRefusal(
                Enum.Parse<CrontabFieldName>(row.Text("bad_field")!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
                row.Text("error")!,
                row.Text("message")!,
                Enum.Parse<CrontabStage>(row.Text("stage")!, ignoreCase: true));
            if (accepted || refusal != expected)
            {
                wrong.Add($"{row.Id}: {row.Fields} expected {expected}, was {refusal}");
            }
        }

        output.WriteLine($"refusals: {rows - wrong.Count} of {rows} equal");
        Assert.Equal(150, rows);
        Assert.Empty(wrong);
    }

    private static IEnumerable<int> Members(ulong mask) => Enumerable.Range(0, 64).Where(n => (mask >> n & 1) != 0);
}
