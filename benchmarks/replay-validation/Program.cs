using System.Globalization;
using CostTool.ReplayValidation;

if (args is ["--repair", var rows]) return RepairMemory.Measure(int.Parse(rows, CultureInfo.InvariantCulture));
if (args is not [var folder])
{
    Console.Error.WriteLine("usage: CostTool.ReplayValidation FOLDER   (written by run.py)\n       CostTool.ReplayValidation --repair ROWS   (time and memory of a history of so many attempts)");
    return 1;
}

var met = true;
Console.WriteLine("policy           tasks  worker-seconds: measured  replayed  error   p95 wait: measured  replayed  error   mean wait: measured  replayed   bar");
foreach (var run in ValidationRun.Read(folder))
{
    var row = run.Compare();
    met &= row.MeetsBar;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{row.Policy,-16} {row.Tasks,5} {row.MeasuredWorkerSeconds,25:0.0} {row.ReplayedWorkerSeconds,9:0.0} {row.WorkerSecondsError,7:+0.0%;-0.0%} {row.MeasuredP95,19:0.00} {row.ReplayedP95,9:0.00} {row.P95Error,7:+0.0%;-0.0%} {row.MeasuredMean,20:0.00} {row.ReplayedMean,9:0.00}   {(row.MeetsBar ? "met" : "missed")}"));
    foreach (var count in run.Quality.Repaired) Console.WriteLine($"  mended: {count.Rule}: {count.Rows.ToString(CultureInfo.InvariantCulture)}");
    foreach (var count in run.Quality.Excluded) Console.WriteLine($"  left out: {count.Rule}: {count.Rows.ToString(CultureInfo.InvariantCulture)}");
}

return met ? 0 : 1;
