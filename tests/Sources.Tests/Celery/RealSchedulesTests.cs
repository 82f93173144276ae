using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Compiling;
using CostTool.Scheduler.Schedules;
using CostTool.Sources.Celery;
using NodaTime;

namespace CostTool.Sources.Tests.Celery;

/// <summary>Real schedules, imported and compiled: each is exact, guarded, approximate with its differences, or refused with a reason.</summary>
public sealed class RealSchedulesTests(ShopFile shop, ITestOutputHelper output) : IClassFixture<ShopFile>
{
    private static readonly CompilerOptions Options = new() { Start = Instant.FromUtc(2026, 11, 1, 0, 0), CeleryVersion = CeleryVersion.Newest };

    [Fact]
    public void Schedules_of_public_projects_are_exact_or_say_why_not()
    {
        using var file = File.OpenText(CeleryData.PathOf("beat_schedules.csv"));
        var reading = BeatCsv.Read(file, "beat_schedules.csv", "UTC");
        Assert.Single(reading.Refused); // kwargs that are an expression of the project's code
        var tally = Tally(reading.Entries);
        Assert.Equal(301, tally.Values.Sum());
        Assert.Equal(287, tally[CompilationVerdict.Exact]);
    }

    [Fact]
    public async Task Rows_of_a_django_celery_beat_database_are_exact_or_say_why_not()
    {
        var reading = await BeatDatabase.ReadAsync(CeleryData.Sqlite(shop.FullPath), new CeleryTimes { TimeZone = "Europe/Paris" }, TestContext.Current.CancellationToken);
        var tally = Tally(reading.Entries);
        Assert.Equal(70, tally.Values.Sum());
        Assert.Equal(50, tally[CompilationVerdict.Exact]);
    }

    private Dictionary<CompilationVerdict, int> Tally(IReadOnlyList<CeleryEntry> entries)
    {
        var compiled = entries.Select(entry => ScheduleCompiler.Compile(entry, Options)).ToList();
        foreach (var schedule in compiled)
        {
            Assert.Equal(schedule.Verdict == CompilationVerdict.Refused, schedule.Expressions.Count == 0);
            if (schedule.Refusal is { } refusal) output.WriteLine($"refused {schedule.Entry.Name} ({ScheduleText.Of(schedule.Entry.Schedule)}): {refusal.Reason}");
            if (schedule.Verdict == CompilationVerdict.Refused) Assert.NotEmpty(schedule.Refusal!.Reason);
            if (schedule.Verdict == CompilationVerdict.Guarded) Assert.NotNull(schedule.Guard);
            if (schedule.Verdict == CompilationVerdict.Approximate) Assert.NotEmpty(schedule.Caveats);
        }

        var tally = compiled.GroupBy(schedule => schedule.Verdict).ToDictionary(group => group.Key, group => group.Count());
        output.WriteLine(string.Join(", ", tally.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key.ToString().ToLowerInvariant()}")));
        return tally;
    }
}
