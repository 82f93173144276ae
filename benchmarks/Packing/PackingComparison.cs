using System.Diagnostics;
using System.Globalization;
using CostTool.Analyzer.Capacity;

namespace CostTool.Benchmarks.Packing;

/// <summary>One run over several fleets: time, gap, and cost beside the best single type, without the ceremony of a benchmark harness.</summary>
public static class PackingComparison
{
    public static IEnumerable<(string Name, PackingRequest Request)> Cases()
    {
        yield return ("1000 pods, 60 groups, 300 types", Request(Fleets.Workloads(60, 1000, 1), 300));
        yield return ("1000 different pods, 300 types", Request(Fleets.AllDifferent(1000, 4000, 16_384, 2), 300));
        yield return ("1000 different large pods, 300 types", Request(Fleets.AllDifferent(1000, 40_000, 160_000, 3, 0.3), 300));
        yield return ("5000 equal pods, 300 types", Request(Fleets.Workloads(1, 5000, 4), 300));
        for (var seed = 10; seed < 16; seed++)
        {
            var groups = 20 + (seed * 7 % 41);
            var pods = 50 + (seed * 53 % 251);
            yield return (string.Create(CultureInfo.InvariantCulture, $"report: {pods} pods, {groups} groups, 700 types"), Request(Fleets.Workloads(groups, pods, seed), 700));
        }

        yield return ("12 pods, 8 groups, 700 types", Request(Fleets.Workloads(8, 12, 20), 700));
        yield return ("pods of 60 % of the only type", Request(Fleets.AllDifferent(200, 4900, 20_000, 21, 0.9), 0));
    }

    /// <param name="output">Where the table goes.</param>
    /// <param name="part">Only cases whose name holds this.</param>
    public static void Print(TextWriter output, string part = "")
    {
        output.WriteLine($"{"case",-42} {"first cpu",9} {"cpu ms",9} {"nodes",6} {"usd/h",10} {"gap %",7} {"vs one type",11}");
        foreach (var (name, request) in Cases().Where(item => item.Name.Contains(part, StringComparison.Ordinal)))
        {
            var (first, plan) = Timed(request);
            var (second, _) = Timed(request);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-42} {first,9:F1} {second,9:F1} {plan.Nodes.Sum(node => node.Count),6} {plan.Rate.Amount,10:F4} {plan.Gap * 100,7:F3} {plan.Rate.Amount / SingleTypeBaseline.Cost(request),11:F3}"));
        }
    }

    private static (double Milliseconds, PackingPlan Plan) Timed(PackingRequest request)
    {
        // Processor time: one thread works, and a busy machine does not blur it.
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        var plan = NodePacker.Pack(request, CancellationToken.None);
        process.Refresh();
        return ((process.TotalProcessorTime - start).TotalMilliseconds, plan);
    }

    private static PackingRequest Request(IReadOnlyList<PodGroup> pods, int types) =>
        new() { Pods = pods, Offers = types == 0 ? [.. Fleets.Offers(int.MaxValue).Where(offer => offer.InstanceType == "m5.2xlarge")] : Fleets.Offers(types), MinimumZones = 3 };
}
