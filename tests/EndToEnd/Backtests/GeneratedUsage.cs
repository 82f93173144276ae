using System.Globalization;
using System.Text;

namespace CostTool.EndToEnd.Backtests;

/// <summary>A usage file of some days with weekly, daily and odd load; the same on every run.</summary>
internal static class GeneratedUsage
{
    /// <summary>Writes six workloads, every second with two instances, one sample in half an hour.</summary>
    public static string Write(TemporaryFolder folder, int days)
    {
        var random = new Random(20261123);
        var text = new StringBuilder("timestamp,workload,container,instance,cpu_cores,memory_bytes,cpu_limit_cores,memory_limit_bytes\n");
        var start = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        for (var workload = 0; workload < 6; workload++)
        {
            for (var instance = 0; instance <= workload % 2; instance++)
            {
                var cores = 0.1 * Math.Pow(2, workload);
                for (var at = 0; at < days * 48; at++)
                {
                    var wave = 1 + (0.5 * Math.Sin(at * Math.PI / 24)) + (random.NextDouble() < 0.01 ? 2 * random.NextDouble() : 0);
                    var memory = 4e8 * (workload + 1) * (1 + (0.2 * random.NextDouble()) + (0.01 * at / 48 * (workload % 3)));
                    text.Append(CultureInfo.InvariantCulture,
                        $"{start.AddMinutes(30 * at):yyyy-MM-dd'T'HH:mm:ss'Z'},shop/deployment/w{workload},app,w{workload}-{instance},{cores * wave * (0.8 + (0.2 * random.NextDouble())):0.######},{memory:0},{(workload == 3 ? 1 : 8)},{8L << 30}\n");
                }
            }
        }

        return folder.Write("usage.csv", text.ToString());
    }
}
