using CostTool.Sources.Sql;

namespace CostTool.Sources.Usage;

/// <summary>Parts of a large table for which <see cref="UsageSql"/> is asked in turn, so that the grouping by sample stays within the engine's memory.</summary>
/// <remarks>A part is some whole days, or of one day some of the workloads. No sample, day or hour of a container is in two parts, so that their answers add up to the answer of the whole.</remarks>
internal static class UsageParts
{
    private const long DaySeconds = 86_400;

    /// <summary>The parts; the table itself where it is small.</summary>
    /// <param name="files">The files.</param>
    /// <param name="mostRows">Rows of a part, unless one workload has more in a day.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    public static IReadOnlyList<UsageTable> Of(UsageFiles files, long mostRows, CancellationToken cancellationToken)
    {
        var days = new List<(long Day, long Rows)>();
        var table = files.Table;
        files.Query(
            $"SELECT \"timestamp\" - \"timestamp\" % {SqlText.Number(DaySeconds)} AS day, count(*) AS row_count FROM {table.Sql} WHERE \"timestamp\" IS NOT NULL GROUP BY 1 ORDER BY 1",
            row => days.Add((row.Whole(0)!.Value, row.Whole(1)!.Value)), cancellationToken);
        if (days.Sum(day => day.Rows) <= mostRows) return [table];

        // Rows without an instant are counted with a part of their own.
        var parts = new List<UsageTable> { Part(table, "\"timestamp\" IS NULL") };
        for (var index = 0; index < days.Count;)
        {
            var (from, rows) = (index, 0L);
            do rows += days[index++].Rows;
            while (index < days.Count && rows + days[index].Rows <= mostRows);
            var within = $"\"timestamp\" >= {SqlText.Number(days[from].Day)} AND \"timestamp\" < {SqlText.Number(days[index - 1].Day + DaySeconds)}";
            var slices = (rows + mostRows - 1) / mostRows;
            for (var slice = 0L; slice < slices; slice++)
                parts.Add(Part(table, slices == 1 ? within : $"{within} AND hash(coalesce(workload, '')) % {SqlText.Number(slices)} = {SqlText.Number(slice)}"));
        }

        return parts;
    }

    private static UsageTable Part(UsageTable table, string where) => table with { Sql = $"(SELECT * FROM {table.Sql} WHERE {where}) AS part" };
}
