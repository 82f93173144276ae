using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Compiling;
using CostTool.Scheduler.Tests.Calendars;
using NodaTime;

namespace CostTool.Scheduler.Tests.Compiling;

public sealed class GoldenCompilerTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_valid_row_fires_when_its_owner_meant_or_says_what_guards_it()
    {
        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        List<string> wrong = [];
        foreach (GoldenRow row in GoldenRow.ReadAll().Where(row => !row.Invalid))
        {
            var compiled = ScheduleCompiler.Compile(Entries.Of(row.Fields, row.Zone.Id), new CompilerOptions { Start = row.Start, CeleryVersion = GoldenRow.Version });
            string verdict = compiled.Verdict == CompilationVerdict.Refused ? $"Refused: {compiled.Refusal!.Reason}" : compiled.RenewBefore is null ? $"{compiled.Verdict}" : $"{compiled.Verdict}, renewed";
            tally[verdict] = tally.GetValueOrDefault(verdict) + 1;
            if (compiled.Verdict == CompilationVerdict.Refused)
            {
                if (row.Text("stop") != "error") wrong.Add($"{row.Id}: {compiled.Refusal!.Reason}");
                continue;
            }

            Instant end = row.WallFires.Count == 25 ? row.WallFires[^1] : row.Start + Duration.FromDays(1_827);
            var fires = compiled.Expressions.SelectMany(part => part.Calendar(row.Start).After(row.Start, end)).Where(fire => compiled.Guard?.Allows(fire.InZone(row.Zone).Date) != false).Order();
            if (!fires.SequenceEqual(row.WallFires)) wrong.Add($"{row.Id}: {string.Join(' ', compiled.Expressions.Select(part => part.Expression))}");
        }

        foreach ((string verdict, int count) in tally) output.WriteLine($"{count,5} {verdict}");
        Assert.Empty(wrong);
        Assert.Equal(3_000, tally.Values.Sum());
        Assert.Equal(2_469, tally["Exact"]);
        Assert.Equal(387, tally["Exact, renewed"]);
        Assert.Equal(84, tally["Guarded"]);
    }
}
