using System.Runtime.ExceptionServices;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Usage;
using CostTool.Sources.Sql;
using CostTool.Sources.Workspaces;

namespace CostTool.Sources.Usage;

/// <summary>Turns samples into sketches: the engine reads them, and only sketches come back.</summary>
public static class UsageSketchReader
{
    /// <summary>Reads files with the embedded engine.</summary>
    /// <exception cref="ProblemException">A file cannot be read, or its numbers are of a unit that is not the column's.</exception>
    public static UsageReading Read(IReadOnlyList<WorkspaceFile> files, UsageReadOptions options, CancellationToken cancellationToken)
    {
        var (builders, intake) = ReadFiles(files, options, cancellationToken);
        return Reading(builders, intake);
    }

    /// <summary>Reads files into one sketch for each container and day, so that days can be kept and put together again; their hours of the week are empty.</summary>
    /// <exception cref="ProblemException">As of <see cref="Read"/>.</exception>
    public static UsageReading ReadDays(IReadOnlyList<WorkspaceFile> files, UsageReadOptions options, CancellationToken cancellationToken)
    {
        var (builders, intake) = ReadFiles(files, options, cancellationToken);
        return new UsageReading([.. builders.SelectMany(builder => builder.BuildDays())], intake with { Notes = RenamedWorkloads.Notes([.. builders.Select(builder => builder.Build())]) });
    }

    /// <summary>Asks any engine for the sketches of a table.</summary>
    /// <param name="engine">Answers the texts of <see cref="UsageSql"/>.</param>
    /// <param name="table">The table and its columns.</param>
    /// <param name="shown">The table or file as errors name it.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Stops the engine too.</param>
    /// <exception cref="ProblemException">The table cannot be read, or its numbers are of a unit that is not the column's.</exception>
    public static async Task<UsageReading> ReadAsync(ISqlEngine engine, UsageTable table, string shown, UsageReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var parts = new Lazy<IReadOnlyList<UsageTable>>([table]);
        var (builders, intake) = await AskAsync(engine, parts, options, cancellationToken).ConfigureAwait(false);
        return Reading(await CompleteAsync(engine, parts, shown, options, builders, cancellationToken).ConfigureAwait(false), intake);
    }

    private static (IReadOnlyList<SketchBuilder> Builders, UsageIntake Intake) ReadFiles(IReadOnlyList<WorkspaceFile> files, UsageReadOptions options, CancellationToken cancellationToken)
    {
        using var opened = UsageFiles.Open(files, options, cancellationToken);
        var parts = new Lazy<IReadOnlyList<UsageTable>>(() => UsageParts.Of(opened, options.RowsAtOnce, cancellationToken));
        // The embedded engine answers within the call.
        var (containers, intake) = Folded(opened, options, cancellationToken) ?? AskAsync(opened, parts, options, cancellationToken).GetAwaiter().GetResult();
        return (CompleteAsync(opened, parts, opened.Shown, options, containers, cancellationToken).GetAwaiter().GetResult(), intake);
    }

    // Null where some rows may be repetitions.
    private static (IReadOnlyList<SketchBuilder> Builders, UsageIntake Intake)? Folded(UsageFiles files, UsageReadOptions options, CancellationToken cancellationToken)
    {
        // Names are read by themselves, and rows on several threads, where reading a file twice costs little.
        var names = files.AreColumnar ? SeriesNames.Read(files, cancellationToken) : null;
        var folds = names is null
            ? [new SampleFold(files.Table, options.AsOf)]
            : Enumerable.Range(0, options.Threads).Select(part => new SampleFold(files.Table, options.AsOf, new SeriesShare(names, part, options.Threads))).ToArray();
        var whole = new bool[folds.Length];
        try
        {
            Parallel.For(0, folds.Length, part => whole[part] = folds[part].Run(files, cancellationToken));
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return whole.All(one => one)
            ? ([.. folds.SelectMany(fold => fold.Builders).OrderBy(builder => builder.Key, UsageKey.ByName)], folds.Select(fold => fold.Intake).Aggregate(UsageIntake.Merge))
            : null;
    }

    private static async Task<(IReadOnlyList<SketchBuilder> Builders, UsageIntake Intake)> AskAsync(
        ISqlEngine engine, Lazy<IReadOnlyList<UsageTable>> parts, UsageReadOptions options, CancellationToken cancellationToken)
    {
        var answer = new UsageAnswer();
        foreach (var part in parts.Value) await engine.QueryAsync(UsageSql.Sketches(part, options.AsOf), answer.Add, cancellationToken).ConfigureAwait(false);
        return (answer.Builders, answer.Intake);
    }

    private static async Task<IReadOnlyList<SketchBuilder>> CompleteAsync(
        ISqlEngine engine, Lazy<IReadOnlyList<UsageTable>> parts, string shown, UsageReadOptions options, IReadOnlyList<SketchBuilder> containers, CancellationToken cancellationToken)
    {
        UsageSuspicions.Require(containers, shown);
        var several = containers.GroupBy(builder => builder.Key.Workload, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        var tasks = new UsageAnswer();
        if (several.Count > 0)
            foreach (var part in parts.Value) await engine.QueryAsync(UsageSql.TaskSketches(part, options.AsOf, several), tasks.Add, cancellationToken).ConfigureAwait(false);
        // A container without a name beside others that have one would be taken for the whole task.
        var whole = several.ToHashSet(StringComparer.Ordinal);
        return [.. containers.Where(builder => !builder.Key.IsWholeTask || !whole.Contains(builder.Key.Workload)).Concat(tasks.Builders).OrderBy(builder => builder.Key, UsageKey.ByName)];
    }

    private static UsageReading Reading(IReadOnlyList<SketchBuilder> builders, UsageIntake intake)
    {
        List<UsageSketch> sketches = [.. builders.Select(builder => builder.Build())];
        return new UsageReading(sketches, intake with { Notes = RenamedWorkloads.Notes(sketches) });
    }
}
