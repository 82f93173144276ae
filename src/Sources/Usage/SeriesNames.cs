namespace CostTool.Sources.Usage;

/// <summary>The names of all series of a table by a number, so that rows are read with a number in place of three texts.</summary>
internal sealed class SeriesNames
{
    private readonly Dictionary<ulong, (string Workload, string Container, string Instance)> _names;

    private SeriesNames(Dictionary<ulong, (string Workload, string Container, string Instance)> names) => _names = names;

    /// <summary>The number of a row's series: the embedded engine's hash.</summary>
    public static string Number(UsageTable table) => $"hash({Names(table)})";

    /// <summary>The number of a row's container, which all of its instances share.</summary>
    public static string ContainerNumber(UsageTable table) => $"hash(workload, {Container(table)})";

    /// <summary>Reads the names; null where two series have the same number, so that numbers cannot stand for names.</summary>
    public static SeriesNames? Read(UsageFiles files, CancellationToken cancellationToken)
    {
        var names = new Dictionary<ulong, (string, string, string)>();
        var unique = true;
        using var chunks = files.OpenChunks($"SELECT {Number(files.Table)}, {Names(files.Table)} FROM {files.Table.Sql} GROUP BY ALL", beside: false, cancellationToken);
        while (chunks.Read())
        {
            var (numbers, workloads, containers, instances) = (chunks.Column(0), chunks.Column(1), chunks.Column(2), chunks.Column(3));
            for (var row = 0; row < chunks.Rows; row++)
                unique &= names.TryAdd(numbers.Unsigned(row), (workloads.String(row), containers.String(row), instances.String(row)));
        }

        return unique ? new SeriesNames(names) : null;
    }

    /// <summary>The names of a number; the workload is empty where the rows name none.</summary>
    public (string Workload, string Container, string Instance) Of(ulong number) => _names[number];

    private static string Names(UsageTable table) => $"workload, {Container(table)}, {(table.Has("instance") ? "coalesce(instance, workload)" : "workload")}";

    private static string Container(UsageTable table) => table.Has("container") ? "coalesce(container, '')" : "''";
}
