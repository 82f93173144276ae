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
        using var opened = UsageFiles.Open(files, options, cancellationToken);
        var fold = new SampleFold(opened.Table, options.AsOf);
        var parts = new Lazy<IReadOnlyList<UsageTable>>(() => UsageParts.Of(opened, options.RowsAtOnce, cancellationToken));
        // The embedded engine answers within the call.
        return fold.Run(opened, cancellationToken)
            ? CompleteAsync(opened, parts, opened.Shown, options, fold.Builders, fold.Intake, cancellationToken).GetAwaiter().GetResult()
            : ReadAsync(opened, parts, opened.Shown, options, cancellationToken).GetAwaiter().GetResult();
    }

    /// <summary>Asks any engine for the sketches of a table.</summary>
    /// <param name="engine">Answers the texts of <see cref="UsageSql"/>.</param>
    /// <param name="table">The table and its columns.</param>
    /// <param name="shown">The table or file as errors name it.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Stops the engine too.</param>
    /// <exception cref="ProblemException">The table cannot be read, or its numbers are of a unit that is not the column's.</exception>
    public static Task<UsageReading> ReadAsync(ISqlEngine engine, UsageTable table, string shown, UsageReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        return ReadAsync(engine, new Lazy<IReadOnlyList<UsageTable>>([table]), shown, options, cancellationToken);
    }

    private static async Task<UsageReading> ReadAsync(ISqlEngine engine, Lazy<IReadOnlyList<UsageTable>> parts, string shown, UsageReadOptions options, CancellationToken cancellationToken)
    {
        var answer = new UsageAnswer();
        foreach (var part in parts.Value) await engine.QueryAsync(UsageSql.Sketches(part, options.AsOf), answer.Add, cancellationToken).ConfigureAwait(false);
        return await CompleteAsync(engine, parts, shown, options, answer.Builders, answer.Intake, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<UsageReading> CompleteAsync(
        ISqlEngine engine, Lazy<IReadOnlyList<UsageTable>> parts, string shown, UsageReadOptions options, IReadOnlyList<SketchBuilder> containers, UsageIntake intake, CancellationToken cancellationToken)
    {
        UsageSuspicions.Require(containers, shown);
        var several = containers.GroupBy(builder => builder.Key.Workload, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        var tasks = new UsageAnswer();
        if (several.Count > 0)
            foreach (var part in parts.Value) await engine.QueryAsync(UsageSql.TaskSketches(part, options.AsOf, several), tasks.Add, cancellationToken).ConfigureAwait(false);
        return Complete(containers, tasks, several, intake);
    }

    private static UsageReading Complete(IReadOnlyList<SketchBuilder> containers, UsageAnswer tasks, List<string> several, UsageIntake intake)
    {
        // A container without a name beside others that have one would be taken for the whole task.
        var whole = several.ToHashSet(StringComparer.Ordinal);
        var sketches = containers.Where(builder => !builder.Key.IsWholeTask || !whole.Contains(builder.Key.Workload)).Concat(tasks.Builders)
            .OrderBy(builder => builder.Key, UsageKey.ByName).Select(builder => builder.Build()).ToList();
        return new UsageReading(sketches, intake with { Notes = RenamedWorkloads.Notes(sketches) });
    }
}
