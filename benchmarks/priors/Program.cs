using System.Globalization;
using System.Text;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Rightsizing.Forecasting;
using CostTool.Analyzer.Usage;
using CostTool.Analyzer.Backtesting;
using CostTool.Sources.Usage;
using CostTool.Sources.Workspaces;

// Fits the built-in priors of the forecast to a public trace: args are the usage file and the name of the trace.
//   dotnet run --project benchmarks/priors -c Release -- samples/bitbrains/prior/2013-8.parquet "Bitbrains Rnd 2013-8, file numbers divisible by four" \
//     > src/Analyzer/Rightsizing/Forecasting/priors.json
using var files = UsageFiles.Open([new WorkspaceFile(args[0], Path.GetFullPath(args[0]))], new UsageReadOptions(), CancellationToken.None);
var series = new UsageSeriesReader(files, new UsageReadOptions()).Read(CancellationToken.None).ToList();
var last = DateTimeOffset.FromUnixTimeSeconds(series.Max(one => one.Instances.Max(instance => instance.EpochSeconds[^1])));

// Windows as users have them: one to four weeks, looked ahead one and two weeks.
var windows = new List<PriorWindow>();
for (var workload = 0; workload < series.Count; workload++)
{
    foreach (var (days, horizon) in ((int, int)[])[(7, 7), (7, 14), (14, 7), (14, 14), (28, 14)])
    {
        for (var end = last; end.AddDays(-days) >= last.AddDays(-30); end = end.AddDays(-days))
            if (SeriesSketch.Of(Cut(series[workload], end.AddDays(-days), end), end) is { } sketch) windows.Add(new PriorWindow(workload, sketch, horizon));
    }
}

var (memory, cpu) = FleetForecaster.Priors(windows, SizingPolicy.Default);
Console.WriteLine($$"""
    {
      "source": "{{args[1]}}: {{series.Count}} workloads",
      "memory": {{Numbers(memory)}},
      "cpu": {{Numbers(cpu)}}
    }
    """);

static UsageSeries Cut(UsageSeries whole, DateTimeOffset from, DateTimeOffset to) => whole with
{
    Instances = [.. whole.Instances.Select(one => Between(one, from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds())).Where(one => one.Count > 0)],
};

static InstanceSeries Between(InstanceSeries one, long from, long to)
{
    var first = Array.FindIndex(one.EpochSeconds, instant => instant >= from);
    var count = first < 0 ? 0 : one.EpochSeconds.Skip(first).Count(instant => instant < to);
    first = Math.Max(first, 0);
    return new InstanceSeries(one.Instance, one.EpochSeconds[first..(first + count)], one.CpuCores[first..(first + count)], one.MemoryBytes[first..(first + count)],
        one.CpuLimitCores[first..(first + count)], one.MemoryLimitBytes[first..(first + count)]);
}

static string Numbers(ModelPrior prior)
{
    var text = new StringBuilder("{\n    \"mean\": ").Append(Row([.. prior.Mean])).Append(",\n    \"precision\": [\n");
    for (var row = 0; row < prior.Mean.Length; row++)
        text.Append("      ").Append(Row([.. Enumerable.Range(0, prior.Mean.Length).Select(column => prior.Precision[row, column])])).Append(row + 1 < prior.Mean.Length ? ",\n" : "\n");
    return text.Append("    ]\n  }").ToString();
}

static string Row(IReadOnlyList<double> numbers) => $"[{string.Join(", ", numbers.Select(number => number.ToString("G9", CultureInfo.InvariantCulture)))}]";
