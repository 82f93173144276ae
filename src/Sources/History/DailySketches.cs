using CostTool.Analyzer.Usage;
using CostTool.Sources.Usage;
using CostTool.Sources.Workspaces;

namespace CostTool.Sources.History;

/// <summary>Days of usage as they were read.</summary>
/// <param name="Days">Oldest first; a day without samples is among them and is empty.</param>
/// <param name="Intake">What became of the rows; those after the last day are left out of it as after the present.</param>
public sealed record DailyReading(IReadOnlyList<DaySketches> Days, UsageIntake Intake);

/// <summary>Reads usage files into one sketch for each container and day, as the history keeps them: one scan, and memory for the sketches only.</summary>
public static class DailySketches
{
    /// <summary>The days of a window.</summary>
    /// <exception cref="Analyzer.Problems.ProblemException">A file cannot be read, or its numbers are of a unit that is not the column's.</exception>
    public static DailyReading Read(IReadOnlyList<WorkspaceFile> files, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        var end = new DateTimeOffset(to.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).AddSeconds(-1);
        var reading = files.Count == 0 ? new UsageReading([], UsageIntake.Nothing) : UsageSketchReader.ReadDays(files, new UsageReadOptions { AsOf = end }, cancellationToken);
        var sketches = reading.Sketches.ToLookup(sketch => sketch.Days[0].Day);
        var days = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);
        return new DailyReading([.. days.Select(day => new DaySketches(day, sketches[day]))], reading.Intake);
    }
}
