namespace CostTool.Sources.Prometheus;

/// <summary>Readings of the containers of a chunk on a grid of instants.</summary>
internal sealed class ReadingTable(long start, long step, int points)
{
    private readonly SortedDictionary<(string Pod, string Container), ContainerReadings> containers =
        new(Comparer<(string Pod, string Container)>.Create((left, right) =>
            string.CompareOrdinal(left.Pod, right.Pod) is var order and not 0 ? order : string.CompareOrdinal(left.Container, right.Container)));

    /// <summary>Instants of the grid.</summary>
    public int Points => points;

    /// <summary>Seconds between two instants.</summary>
    public long Step => step;

    /// <summary>By pod and container.</summary>
    public IReadOnlyDictionary<(string Pod, string Container), ContainerReadings> Containers => containers;

    /// <summary>Readings that are not finite, by <see cref="Reading"/>.</summary>
    public long[] Odd { get; } = new long[6];

    /// <summary>Seconds since 1970 of a point: the first is a step after the start, because a sample speaks of the time before it.</summary>
    public long Instant(int point) => start + ((point + 1) * step);

    /// <summary>Takes a series of a query.</summary>
    public void Add(Reading reading, PrometheusSeries series)
    {
        var key = (series.Label("pod"), series.Label("container"));
        if (!containers.TryGetValue(key, out var readings)) containers[key] = readings = new ContainerReadings(points);
        foreach (var (seconds, value) in series.Points)
        {
            var point = (int)Math.Round((seconds - start) / step) - 1;
            if (point < 0 || point >= points) continue;
            if (double.IsFinite(value)) readings.Set(reading, point, value);
            else
            {
                Odd[(int)reading]++;
                readings.MarkOdd(point);
            }
        }
    }
}

/// <summary>Readings of one container.</summary>
internal sealed class ContainerReadings(int points)
{
    private readonly double?[]?[] values = new double?[6][];
    private HashSet<int>? odd;

    public double? At(Reading reading, int point) => values[(int)reading]?[point];

    public bool WasOdd(int point) => odd is not null && odd.Contains(point);

    public void Set(Reading reading, int point, double value) => (values[(int)reading] ??= new double?[points])[point] = value;

    public void MarkOdd(int point) => (odd ??= []).Add(point);
}
