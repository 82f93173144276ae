using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Tests.Scenarios;

/// <summary>A small cluster in eu-west-3 and the bill that belongs to it, small enough to be worked out by hand.</summary>
internal static class SmallCompany
{
    public static readonly DateOnly October = new(2026, 10, 1);

    /// <summary>October has 31 × 24 hours.</summary>
    public const decimal MonthHours = 744;

    public static ClusterNode Node(string name, string type = "m5.large", NodeCapacityType capacity = NodeCapacityType.OnDemand) => new()
    {
        Name = name,
        InstanceId = "i-" + name,
        InstanceType = type,
        Region = "eu-west-3",
        Zone = "eu-west-3a",
        Architecture = CpuArchitecture.X86_64,
        CapacityType = capacity,
        Capacity = new(VCpu.FromCores(2), MemorySize.FromGibibytes(8)),
        Allocatable = new(VCpu.FromMillicores(1930), MemorySize.FromMebibytes(6903)),
        AllocatablePods = 29,
        Origin = "k8s/nodes.json item " + name,
    };

    public static IEnumerable<ClusterPod> Pods(string workload, int count, string node, Resources requests) => Enumerable.Range(0, count).Select(index => new ClusterPod
    {
        Namespace = workload.Split('/')[0],
        Name = $"{workload.Split('/')[2]}-{index}",
        WorkloadId = workload,
        NodeName = node,
        Requests = requests,
        RequestsMissing = false,
        OnFargate = false,
        FargateCapacityProvisioned = null,
        Origin = "k8s/pods.json item " + index,
    });

    public static Workload Workload(string id, int replicas, Resources requests) => new()
    {
        Id = id,
        Kind = id.Split('/')[1],
        Replicas = replicas,
        PodRequests = requests,
        RequestsMissing = false,
        AllowedArchitectures = [CpuArchitecture.X86_64, CpuArchitecture.Arm64],
        Containers = [],
        Origin = "k8s/workloads.json item " + id,
    };

    public static ClusterInventory Cluster(params ClusterNode[] nodes)
    {
        var web = new Resources(VCpu.FromMillicores(500), MemorySize.FromMebibytes(1024));
        return new ClusterInventory
        {
            Nodes = nodes,
            Pods = [.. Pods("shop/deployment/web", 2, nodes[0].Name, web), .. Pods("shop/deployment/celery", 2, nodes[^1].Name, web)],
            Workloads = [Workload("shop/deployment/celery", 2, web), Workload("shop/deployment/web", 2, web)],
            FinishedPods = 0,
        };
    }

    public static BillLine Line(string service, string usageType, decimal amount, decimal cost, PurchaseOption purchase = PurchaseOption.OnDemand, ChargeKind charge = ChargeKind.Usage) => new()
    {
        Month = October,
        Service = service,
        UsageType = usageType,
        Operation = string.Empty,
        Charge = charge,
        Purchase = purchase,
        Region = "eu-west-3",
        UsageAmount = amount,
        UsageUnit = "Hrs",
        Unblended = new Usd(cost),
        Amortised = new Usd(cost),
        PublicOnDemand = null,
        Rows = 1,
    };

    public static InstanceUsage Instance(string id, decimal hours, decimal cost, string type = "m5.large", PurchaseOption purchase = PurchaseOption.OnDemand, string? cluster = null) => new()
    {
        Month = October,
        InstanceId = id,
        UsageType = (purchase == PurchaseOption.Spot ? "EUW3-SpotUsage:" : "EUW3-BoxUsage:") + type,
        Purchase = purchase,
        ClusterTag = cluster,
        Hours = new Hours(hours),
        Unblended = new Usd(cost),
        Amortised = new Usd(cost),
        PublicOnDemand = null,
    };

    public static BillLedger Bill(IEnumerable<BillLine> lines, params InstanceUsage[] instances) => new()
    {
        Files = [new("bill/cur.csv.gz", BillFormat.Cur2, 10)],
        Months =
        [
            new BillMonth
            {
                Month = October,
                UsageFrom = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero),
                UsageTo = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
                Estimated = false,
                Partial = false,
            },
        ],
        Lines = [.. lines],
        Instances = instances,
        CommitmentHours = [],
        RowsRead = 10,
        Skipped = [],
    };

    public static AnalysisInputs Inputs(ClusterInventory? cluster, BillLedger? bill, Policy? policy = null) => new()
    {
        Workspace = "shop",
        Region = Region.Parse("eu-west-3", "test"),
        Month = null,
        AsOf = null,
        Inputs = [],
        Bill = bill,
        Cluster = cluster,
        Policy = policy ?? Policy.Default,
        Prices = PriceBook.LoadBuiltIn(),
    };
}
