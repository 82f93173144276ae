using BenchmarkDotNet.Attributes;
using CostTool.Analyzer.Capacity;

namespace CostTool.Benchmarks.Packing;

[MemoryDiagnoser]
public class PackingBenchmarks
{
    private PackingRequest _request = null!;

    [Params(60, 1000)]
    public int Groups { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _request = new PackingRequest { Pods = Fleets.Workloads(Groups, 1000, 1), Offers = Fleets.Offers(300), MinimumZones = 3 };
        var plan = NodePacker.Pack(_request, CancellationToken.None);
        if (plan.LowerBound.Amount > plan.Rate.Amount || plan.Rate.Amount > SingleTypeBaseline.Cost(_request))
            throw new InvalidOperationException("The packer must not lose against the baseline, nor pass its own bound.");
    }

    [Benchmark(Baseline = true)]
    public decimal OneType() => SingleTypeBaseline.Cost(_request);

    [Benchmark]
    public decimal Packer() => NodePacker.Pack(_request, CancellationToken.None).Rate.Amount;
}
