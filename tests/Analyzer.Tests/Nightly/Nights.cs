using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Nightly;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Tests.Nightly;

/// <summary>Nights of one container whose sizes are single letters: A is 1 vCPU and 1 GiB, B half, C a quarter of it.</summary>
internal static class Nights
{
    public static readonly UsageKey Web = new("shop/deployment/web", "gunicorn");
    public static readonly DateOnly First = new(2026, 10, 1);

    public static DateOnly Day(int number) => First.AddDays(number - 1);

    public static Resources Size(char letter) => letter switch
    {
        'A' => Of(1000, 1024),
        'B' => Of(500, 512),
        'C' => Of(250, 256),
        _ => Of(2000, 2048),
    };

    // One vCPU and one GiB cost a dollar an hour together, so that A costs $1.00, B $0.50 and C $0.25 an hour.
    public static SizeRates Rates(bool sharesNodes) => new(0.5m, 0.5m, sharesNodes, "made up");

    public static WorkspaceSeen Seen(char size, bool sharesNodes = false, decimal? nodes = null, bool priced = true) => Seen(new SizeSeen { Key = Web, Replicas = 1, Size = Size(size), Rates = priced ? Rates(sharesNodes) : null }, nodes);

    public static WorkspaceSeen Seen(SizeSeen? size, decimal? nodes = null) => new()
    {
        Month = "2026-10",
        Sizes = size is null ? [] : [size],
        Nodes = nodes is { } rate ? new UsdPerHour(rate) : null,
        Scenarios = [],
        Prices = [],
        Inputs = [],
    };

    public static SizeRecommendation Recommend(char from, char to) => Recommend(Web, Size(from), Size(to));

    public static SizeRecommendation Recommend(UsageKey key, Resources from, Resources to) => new()
    {
        Key = key,
        Replicas = 1,
        CurrentCpu = from.Cpu,
        CurrentMemory = from.Memory,
        Cpu = to.Cpu,
        Memory = to.Memory,
        CpuBreach = new BreachProbability(0.01, 0, 0.05),
        MemoryBreach = null,
        WindowDays = 14,
        Samples = 4032,
        Confidence = SizeConfidence.Medium,
        Direction = to == from ? SizeDirection.Keep : to.Cpu < from.Cpu ? SizeDirection.Down : SizeDirection.Up,
        Reasons = ["as measured"],
    };

    private static Resources Of(long millicores, decimal mebibytes) => new(VCpu.FromMillicores(millicores), MemorySize.FromMebibytes(mebibytes));
}
