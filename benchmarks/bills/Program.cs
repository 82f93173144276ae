using System.Diagnostics;
using System.Globalization;
using CostTool.BillBenchmark;

// One measured run a process: `generate CSV PARQUET COPIES`, `ledger FILE...`, `smallest FILE...` or `complete FILE...`.
// Prints: seconds, seconds of processor time, peak memory in MiB, answer.
var files = args[1..];
if (args[0] == "generate")
{
    Replica.Write(csv: files[0], parquet: files[1], copies: int.Parse(files[2], CultureInfo.InvariantCulture));
    return;
}

var clock = Stopwatch.StartNew();
var answer = args[0] switch
{
    "ledger" => Contenders.Ledger(files),
    "smallest" => Contenders.Sql(files, Contenders.Smallest),
    "complete" => Contenders.Sql(files, Contenders.Complete),
    _ => throw new ArgumentException($"`{args[0]}` is not a mode", nameof(args)),
};
clock.Stop();
using var process = Process.GetCurrentProcess();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{clock.Elapsed.TotalSeconds:0.000} {process.TotalProcessorTime.TotalSeconds:0.000} {PeakMebibytes()} {answer:0.00}"));

static long PeakMebibytes()
{
    var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
    return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
