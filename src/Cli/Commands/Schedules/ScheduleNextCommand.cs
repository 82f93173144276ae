using System.CommandLine;
using System.Globalization;
using CostTool.Analyzer.Problems;
using CostTool.Cli.Celery;
using CostTool.Scheduler.Calendars;
using CostTool.Scheduler.Schedules;
using NodaTime;

namespace CostTool.Cli.Commands.Schedules;

/// <summary><c>costtool schedule next</c>: when Celery fires and when EventBridge would, side by side.</summary>
internal static class ScheduleNextCommand
{
    private const int FewFires = 5;

    public static Command Create()
    {
        var workspace = new Argument<string?>("WORKSPACE") { Description = "Folder with Celery schedules.", Arity = ArgumentArity.ZeroOrOne };
        var batch = new Option<string?>("--batch") { Description = "Answer crontabs from JSON Lines instead: minute, hour, day_of_week, day_of_month, month_of_year, tz, start. `-` is standard input.", HelpName = "FILE" };
        var count = new Option<int>("--count") { Description = "Fires to list.", HelpName = "N", DefaultValueFactory = _ => FewFires };
        var version = ScheduleOptions.Version();
        var asOf = ScheduleOptions.AsOf();
        var command = new Command("next", "Lists the next fire times of Celery and of the compiled EventBridge schedules.") { workspace, batch, count, version, asOf };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var fires = parsed.GetValue(count);
            if (fires < 1) throw new ProblemException(new Problem($"`{fires}` is not a number of fires", "--count", "write a number from 1 up"));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(batch) is { } file)
            {
                using var input = file == "-" ? Console.In : File.OpenText(file);
                new ScheduleBatch(fires, CeleryWorkspace.ParseVersion(parsed.GetValue(version)), ScheduleOptions.Now(parsed.GetValue(asOf))).Run(input, file, output, cancellationToken);
                return (int)ExitCode.Done;
            }

            var folder = parsed.GetValue(workspace) ?? throw new ProblemException(new Problem("neither a workspace nor a batch is named", "schedule next", "name a folder, or a file with --batch"));
            var compiled = await ScheduleOptions.ReadAsync(folder, parsed.GetValue(version), parsed.GetValue(asOf), replayed: false, cancellationToken);
            Write(compiled, fires, output);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void Write(CompiledWorkspace compiled, int count, TextWriter output)
    {
        foreach (var schedule in compiled.Schedules)
        {
            output.WriteLine($"{schedule.Entry.Name}  {ScheduleText.Of(schedule.Entry.Schedule)}  {schedule.Entry.TimeZone}");
            if (schedule.Refusal is { } refusal) output.WriteLine($"  refused: {refusal.Reason}; {refusal.Fallback}");
            foreach (var part in schedule.Expressions) output.WriteLine($"  {part.Expression}  {part.TimeZone}{(part.Enabled ? string.Empty : "  (disabled)")}");
            var celery = OfCelery(compiled, schedule.Entry, count).ToList();
            var eventBridge = schedule.Expressions.SelectMany(part => part.Calendar(compiled.AsOf).After(compiled.AsOf, count)).Order().Take(count).ToList();
            var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(schedule.Entry.TimeZone) ?? DateTimeZone.Utc;
            for (var index = 0; index < Math.Max(celery.Count, eventBridge.Count); index++)
            {
                var (left, right) = (index < celery.Count ? celery[index] : (Instant?)null, index < eventBridge.Count ? eventBridge[index] : (Instant?)null);
                output.WriteLine($"  {Both(left, zone),-44} {Both(right, zone),-44}{(left == right ? string.Empty : " differs")}".TrimEnd());
            }
        }
    }

    private static IEnumerable<Instant> OfCelery(CompiledWorkspace compiled, CeleryEntry entry, int count)
    {
        IEnumerable<Instant> fires = entry.Schedule is CelerySchedule.Clocked once
            ? new[] { Instant.FromDateTimeOffset(once.At) }.Where(at => at > compiled.AsOf)
            : compiled.CalendarOf(entry)?.After(compiled.AsOf, entry.OneOff ? 1 : count) ?? [];
        return entry.Expires is { } end ? fires.TakeWhile(fire => fire < Instant.FromDateTimeOffset(end)) : fires;
    }

    private static string Both(Instant? at, DateTimeZone zone) => at is not { } fire ? "-"
        : $"{fire.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)} {fire.InZone(zone).ToString("ddd HH:mm:ss o<g>", CultureInfo.InvariantCulture)}";
}
