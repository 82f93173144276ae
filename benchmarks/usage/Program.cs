using System.Diagnostics;
using System.Globalization;
using CostTool.Analyzer.Backtesting;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Rightsizing.Forecasting;
using CostTool.Analyzer.Units;
using CostTool.Sources.Usage;
using CostTool.Sources.Workspaces;
using DuckDB.NET.Data;

// One measured run a process: `generate PARQUET CONTAINERS STEP_SECONDS`, `groupby FILE`, `sketches FILE` (and sizes from them) or `arrays FILE FOLDER` (the same samples as arrays for krr.py).
// Prints: seconds, seconds of processor time, peak memory in MiB, samples, largest memory in bytes (to see that the contenders agree).
var file = args[1];
if (args[0] == "generate")
{
    Execute($"""
        SET threads = 2; SET memory_limit = '1GiB';
        COPY (
          SELECT to_timestamp(1790812800 + t * {args[3]}) AS timestamp, 'shop-' || (c % 40) || '/deployment/app-' || c AS workload, 'main' AS container, 'app-' || c || '-0' AS instance,
            round((0.05 + (c % 17) * 0.03) * (1.2 + sin(t * {args[3]} / 13750.0 + c)) * exp(((hash(c * 1000003 + t) % 1000) / 1000.0 - 0.5) * 0.8), 4) AS cpu_cores,
            CAST(round((200 + (c % 29) * 40 + (hash(c * 7919 + t) % 1000) * 0.02) * 1048576) AS DOUBLE) AS memory_bytes,
            CAST(1 + c % 2 AS DOUBLE) AS cpu_limit_cores, 2147483648.0::DOUBLE AS memory_limit_bytes
          FROM range({args[2]}) containers(c), range(14 * 86400 // {args[3]}) steps(t))
        TO '{file.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet, COMPRESSION snappy);
        """, _ => { });
    return;
}

if (args[0] == "arrays")
{
    // Raw doubles, one file of each kind: container after container.
    using var cpu = new BinaryWriter(File.Create(Path.Combine(args[2], "cpu.f64")));
    using var memory = new BinaryWriter(File.Create(Path.Combine(args[2], "memory.f64")));
    Execute($"SELECT cpu_cores, memory_bytes FROM read_parquet('{file.Replace("'", "''", StringComparison.Ordinal)}')", reader =>
    {
        cpu.Write(reader.GetDouble(0));
        memory.Write(reader.GetDouble(1));
    });
    return;
}

var clock = Stopwatch.StartNew();
var (samples, most) = (0L, 0.0);
if (args[0] == "groupby")
{
    Execute($"SET threads = 2; SET preserve_insertion_order = false; SET memory_limit = '320MiB'; SELECT workload, count(*), max(cpu_cores), max(memory_bytes) FROM read_parquet('{file.Replace("'", "''", StringComparison.Ordinal)}') GROUP BY 1", reader =>
        (samples, most) = (samples + reader.GetInt64(1), Math.Max(most, reader.GetDouble(3))));
}
else
{
    var reading = UsageSketchReader.Read([new WorkspaceFile(file, Path.GetFullPath(file))], new UsageReadOptions(), CancellationToken.None);
    // What every size could be chosen from, as `costtool rightsize` does it.
    var forecasts = FleetForecaster.Of(reading.Sketches, SizingPolicy.Default);
    var rates = PriceBook.LoadBuiltIn().For(Region.Parse("us-east-1", "benchmark")).Fargate(CostTool.Analyzer.Pricing.OperatingSystem.Linux, CpuArchitecture.X86_64);
    var sizes = new SizeGrid(rates).Sizes(cpu: true, memory: true).Select(size => new SizeOption(size.CpuCores!.Value, size.MemoryBytes!.Value, size.UsdPerHour)).ToList();
    if (RiskAllotment.Allot([.. forecasts], sizes, SizingPolicy.Default).Count != reading.Sketches.Count) throw new InvalidOperationException("a container has no size");
    (samples, most) = (reading.Intake.Kept, reading.Sketches.SelectMany(sketch => sketch.Days).Max(day => day.MemoryMaxBytes ?? 0));
}

clock.Stop();
using var process = Process.GetCurrentProcess();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:0.000} {process.TotalProcessorTime.TotalSeconds:0.000} {PeakMebibytes()} {samples} {most:0}"));

static void Execute(string sql, Action<DuckDBDataReader> row)
{
    using var connection = new DuckDBConnection("DataSource=:memory:");
    connection.Open();
    using var command = connection.CreateCommand();
    command.CommandText = sql;
    command.UseStreamingMode = true;
    using var reader = command.ExecuteReader();
    do
    {
        while (reader.Read())
            if (reader.FieldCount > 1) row(reader);
    }
    while (reader.NextResult());
}

static long PeakMebibytes()
{
    var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
    return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
