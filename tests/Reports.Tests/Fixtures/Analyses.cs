using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Capacity;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;

namespace CostTool.Reports.Tests.Fixtures;

/// <summary>Analyses built by hand. The numbers are made up and chosen to be easy to add in the head.</summary>
internal static class Analyses
{
    private static readonly Evidence FromBill = new("carried from the bill", ["bill/2026-10.csv.gz: 744 rows"], []);

    /// <summary>A cluster with a bill, every part of the model filled.</summary>
    public static SavingsAnalysis Atelier { get; } = new()
    {
        Workspace = "atelier",
        Region = Region.Parse("eu-west-3", "fixture"),
        Month = new AnalysedMonth(new DateOnly(2026, 10, 1), new Hours(744), "2026-10 (744 h, final)", Estimated: false, Partial: false),
        Inputs =
        [
            new InputFile("bill/2026-10.csv.gz", "bill (CUR legacy)", 48_211, new string('a', 64)),
            new InputFile("k8s/nodes.json", "nodes", 8, new string('b', 64)),
            new InputFile("k8s/pods.json", "pods", 61, new string('c', 64)),
            new InputFile("policy.yaml", "policy", null, new string('d', 64)),
        ],
        Bill = new BillOverview
        {
            Unblended = new Usd(2_410.50m),
            Amortised = new Usd(2_350m),
            Credits = new Usd(-25m),
            Refunds = new Usd(-3.2m),
            Tax = new Usd(470m),
            RowsRead = 48_211,
            Skipped = [new SkippedRows("split-cost rows that repeat their parent", 310, new Usd(0m))],
            Services =
            [
                new ServiceSpend("AmazonEC2", PurchaseOption.OnDemand, new Usd(1_210.25m)),
                new ServiceSpend("AmazonRDS", PurchaseOption.OnDemand, new Usd(560m)),
                new ServiceSpend("AmazonEC2", PurchaseOption.SavingsPlan, new Usd(420m)),
                new ServiceSpend("AmazonEKS", PurchaseOption.OnDemand, new Usd(74.4m)),
                new ServiceSpend("AmazonVPC", PurchaseOption.OnDemand, new Usd(55.35m)),
                new ServiceSpend("AmazonCloudWatch", PurchaseOption.OnDemand, new Usd(30m)),
            ],
        },
        Scenarios = Scenarios(),
        Waterfall =
        [
            new WaterfallStep("bill", "Bill, amortised", new Usd(2_350m), new Usd(2_350m), "Usage, fees and discounts of October; tax, credits and refunds apart."),
            new WaterfallStep("out-of-scope", "Other services", new Usd(-560m), new Usd(1_790m), "RDS is not part of the cluster."),
            new WaterfallStep("residual", "Not explained", new Usd(-20m), new Usd(1_770m), "Billed less modelled: nodes that lived for part of the month."),
            new WaterfallStep("repack", "Repack nodes", new Usd(-380.5m), new Usd(1_389.5m), "Eight nodes become five."),
            new WaterfallStep("fargate", "Move to Fargate", new Usd(-180.123456m), new Usd(1_209.376544m), "No daemonsets, no idle; per-task overhead added."),
            new WaterfallStep("arm64", "Graviton", new Usd(-200m), new Usd(1_009.376544m), "Images are multi-arch by policy."),
            new WaterfallStep("spot", "Fargate Spot for Celery", new Usd(-260.25m), new Usd(749.126544m), "Only workloads that tolerate interruption."),
            new WaterfallStep("network", "Network and logs", new Usd(38m), new Usd(787.126544m), "Interface endpoints and log ingestion of tasks."),
            new WaterfallStep("stranded", "Stranded commitment", new Usd(95m), new Usd(882.126544m), "The EC2 Instance Savings Plan cannot follow to Fargate."),
        ],
        Reconciliation =
        [
            Row("AmazonEC2", "EUW3-BoxUsage:m5.large", ReconciliationScope.Modelled, 1_000m, 1_015m, "8 nodes × 744 h × list price"),
            Row("AmazonEC2", "EUW3-EBS:VolumeUsage.gp3", ReconciliationScope.Modelled, 210.25m, 205.25m, "8 × 80 GB"),
            Row("AmazonEC2", "EUW3-DataTransfer-Regional-Bytes", ReconciliationScope.Carried, 420m, 390m, "taken as billed"),
            Row("AmazonEKS", "EUW3-AmazonEKS-Hours:perCluster", ReconciliationScope.Modelled, 74.4m, 74.4m, "1 cluster × 744 h × 0.10"),
            Row("AmazonRDS", "EUW3-InstanceUsage:db.m5.large", ReconciliationScope.OutOfScope, 560m, null, "not the cluster's"),
        ],
        Verdict = new ReconciliationVerdict(new Usd(1_790m), new Usd(1_770m), new Usd(20m), 0.0279m, 0.05m, SavingsAllowed: true),
        Workloads = Workloads(),
        LikeForLike =
        [
            new LikeForLikeRow("x86, on demand, no commitment", new Usd(1_389.5m), new Usd(1_402m), "eks"),
            new LikeForLikeRow("ARM64, on demand, no commitment", new Usd(1_190m), new Usd(1_122m), "fargate"),
            new LikeForLikeRow("Spot where tolerated, x86", new Usd(980m), new Usd(960m), "fargate"),
            new LikeForLikeRow("Windows Spot", new Usd(1_600m), null, "unknown"),
        ],
        Idle = Idle(),
        BreakEven = [.. Enumerable.Range(4, 7).Select(tenth => new BreakEvenPoint(tenth / 10m, new Usd(decimal.Round(1_180m / (tenth / 10m), 2)), new Usd(1_402m)))],
        BreakEvenPacking = 0.8417m,
        Assumptions =
        [
            Assume("architecture", "Images run on ARM64", "true", "", "policy.yaml", "", "policy", null),
            Assume("hours-per-month", "Hours of the month", "744", "h", "calendar of the bill", "2026-10", "bill", null),
            Assume("spot-fallback", "Part of Spot time that falls back to on demand", "0.05", "ratio", "planning value", "", "policy", -1.25m),
            Assume("log-ingest", "Log volume of a task", "0.4", "GB/month", "inventory", "2026-11-02", "inventory", -0.3m),
        ],
        Prices =
        [
            PriceOf("ec2/eu-west-3/m5.large/on-demand", 0.112m, "instance-hour", PriceKind.Sourced, "2026-07-31"),
            PriceOf("eks/eu-west-3/cluster-hour", 0.1m, "cluster-hour", PriceKind.Sourced, "2026-07-31"),
            PriceOf("fargate/eu-west-3/linux/arm64/vcpu-hour/on-demand", 0.0389m, "vcpu-hour", PriceKind.Sourced, "2026-07-31"),
            PriceOf("fargate/eu-west-3/linux/arm64/vcpu-hour/spot", 0.0123m, "vcpu-hour", PriceKind.Derived, "2026-06"),
            PriceOf("nat/eu-west-3/gb", 0.05m, "GB", PriceKind.Unverified, "undated"),
        ],
        Findings =
        [
            new Finding(FindingLevel.Note, "310 split-cost rows repeat their parent and were left out", null),
            new Finding(FindingLevel.Warning, "3 containers state no memory request (k8s/pods.json items 12, 13, 40)", "set requests, or give usage samples"),
        ],
    };

    /// <summary>A bill without a cluster.</summary>
    public static SavingsAnalysis BillOnly { get; } = Atelier with
    {
        Workspace = "bill-only",
        Month = new AnalysedMonth(new DateOnly(2026, 11, 1), new Hours(720), "2026-11 (720 h, estimated, 1 to 12 November)", Estimated: true, Partial: true),
        Scenarios = [],
        Waterfall = [],
        Reconciliation = [],
        Verdict = null,
        Workloads = [],
        LikeForLike = [],
        Idle = null,
        BreakEven = [],
        BreakEvenPacking = null,
        Prices = [],
        Findings = [new Finding(FindingLevel.Warning, "the bill is estimated and covers 12 of 30 days", "read it again when the month is closed")],
    };

    /// <summary>A cluster without a bill: list prices, an average month.</summary>
    public static SavingsAnalysis ClusterOnly { get; } = Atelier with
    {
        Workspace = "cluster-only",
        Month = new AnalysedMonth(null, Hours.PerAverageMonth, "average month (730 h, list prices)", Estimated: false, Partial: false),
        Bill = null,
        Reconciliation = [],
        Verdict = null,
        Waterfall = [.. Atelier.Waterfall.Skip(2).Select((step, at) => at == 0 ? step with { StepId = "nodes", Step = "Nodes at list price", Delta = step.Running } : step)],
    };

    /// <summary>Nothing at all: what an empty folder of inputs would give.</summary>
    public static SavingsAnalysis Nothing { get; } = BillOnly with { Workspace = "nothing", Region = null, Bill = null, Inputs = [], Assumptions = [], Findings = [] };

    /// <summary>A model that does not explain the bill: no saving is claimed.</summary>
    public static SavingsAnalysis Blocked { get; } = Atelier with
    {
        Workspace = "blocked",
        Verdict = new ReconciliationVerdict(new Usd(1_790m), new Usd(1_300m), new Usd(490m), 0.2737m, 0.05m, SavingsAllowed: false),
        Scenarios = [.. Atelier.Scenarios.Select(scenario => scenario with { Saving = null, SavingRatio = null, PaybackMonths = null })],
        Findings = [new Finding(FindingLevel.Blocking, "the model leaves 27.4 % of the bill in scope unexplained; the bound is 5 %", "add the missing node groups, or raise `residual-bound` in policy.yaml and say why")],
    };

    /// <summary>Names that try to become markup, formulas, escapes or layout.</summary>
    public static SavingsAnalysis Hostile { get; } = Atelier with
    {
        Workspace = "<script>alert('ws')</script>",
        Inputs = [new InputFile("=cmd|' /C calc'!A0.csv", "bill \"quoted\", with, commas", 1, "e")],
        Workloads =
        [
            Workload("default/deployment/<img src=x onerror=alert(1)>", 100m, 50m) with { Placement = "@SUM(A1:A9)" },
            Workload("default/deployment/evil\u202Etxt.exe", 90m, 120m) with { Reasons = ["+1+1", "line one\nline two", "| pipe | `tick` *star* _under_ [link](http://x)"] },
            Workload("=HYPERLINK(\"http://x\",\"y\")", 10m, 5m),
            Workload("\u001b[31mred\u0007", 3m, 2m),
            Workload(new string('w', 253) + "/deployment/" + new string('x', 253), 1m, 0.5m),
        ],
        Findings = [new Finding(FindingLevel.Warning, "</style></title><script>alert(2)</script> \" ' & \0 \u2028", "-2+3")],
    };

    /// <summary>Every amount is zero: nothing may be divided by it.</summary>
    public static SavingsAnalysis Free { get; } = Atelier with
    {
        Workspace = "free",
        Bill = Atelier.Bill! with { Amortised = Usd.Zero, Unblended = Usd.Zero },
        Scenarios = [.. Atelier.Scenarios.Select(scenario => scenario with
        {
            Lines = [.. scenario.Lines.Select(line => line with { Monthly = Usd.Zero, Low = Usd.Zero, High = Usd.Zero })],
            Saving = null,
            SavingRatio = null,
        })],
        Waterfall = [.. Atelier.Waterfall.Select(step => step with { Delta = Usd.Zero, Running = Usd.Zero })],
        BreakEven = [.. Atelier.BreakEven.Select(point => point with { NodesMonthly = Usd.Zero, FargateMonthly = Usd.Zero })],
        BreakEvenPacking = null,
        Idle = Idle() with { Total = Usd.Zero, Requested = Usd.Zero, System = Usd.Zero, DaemonSets = Usd.Zero, Mismatch = Usd.Zero, Fragmentation = Usd.Zero, Headroom = Usd.Zero, ByInstanceType = [] },
    };

    /// <summary>A fleet of two hundred workloads with long names.</summary>
    public static SavingsAnalysis Large { get; } = Atelier with
    {
        Workspace = "large",
        Workloads =
        [
            .. Enumerable.Range(0, 200).Select(at => Workload(
                $"production-platform-services/deployment/customer-notification-dispatcher-worker-{at:000}-with-a-rather-long-suffix", 10 + at, 12 + at / 2m)),
        ],
    };

    private static IReadOnlyList<Scenario> Scenarios()
    {
        var current = Scenario("eks-current", "EKS as it is", "Eight m5.large on demand with their volumes.", null,
        [
            Line("eks-current", "compute", "m5.large on demand", 5_952m, "instance-hour", 0.112m, "ec2/eu-west-3/m5.large/on-demand", 1_100.350000m),
            Line("eks-current", "compute", "m5.large under Savings Plan", 1_488m, "instance-hour", null, null, 120m),
            Line("eks-current", "control-plane", "EKS cluster", 744m, "cluster-hour", 0.1m, "eks/eu-west-3/cluster-hour", 74.4m),
            Line("eks-current", "storage", "gp3 root volumes", 640m, "GB-month", null, null, 205.25m),
            Line("eks-current", "network", "NAT, data", 1_000m, "GB", 0.05m, "nat/eu-west-3/gb", 240m),
            Line("eks-current", "logs", "log ingestion", 60m, "GB", null, null, 30m),
        ]); // 1100.35 + 120 + 74.4 + 205.25 + 240 + 30 = 1770.00
        var repacked = Scenario("eks-repacked", "EKS repacked", "The same pods on the cheapest five nodes.", current,
        [
            Line("eks-repacked", "compute", "c6a.2xlarge on demand", 2_232m, "instance-hour", 0.112m, "ec2/eu-west-3/m5.large/on-demand", 839.85m),
            Line("eks-repacked", "control-plane", "EKS cluster", 744m, "cluster-hour", 0.1m, "eks/eu-west-3/cluster-hour", 74.4m),
            Line("eks-repacked", "storage", "gp3 root volumes", 400m, "GB-month", null, null, 205.25m),
            Line("eks-repacked", "network", "NAT, data", 1_000m, "GB", 0.05m, "nat/eu-west-3/gb", 240m),
            Line("eks-repacked", "logs", "log ingestion", 60m, "GB", null, null, 30m),
        ]); // 1389.50
        var fargate = Scenario("fargate-as-requested", "Fargate as requested", "One task for each pod, sizes as requested, x86 on demand.", current,
        [
            Line("fargate-as-requested", "compute", "web: 4 × 1 vCPU, 2 GB", 2_976m, "vcpu-hour", 0.0486m, null, 1_129.876544m),
            Line("fargate-as-requested", "network", "interface endpoints", 2_232m, "endpoint-hour", 0.011m, null, 210m),
            Line("fargate-as-requested", "logs", "log ingestion", 72m, "GB", null, null, 42m),
            Line("fargate-as-requested", "commitments", "stranded EC2 Instance Savings Plan", 744m, "hour", null, null, 95m),
        ]) with { Caveats = ["per-task logs are an estimate"] };
        var spot = Scenario("fargate-spot", "Fargate Spot", "Spot where the policy tolerates interruption.", current,
        [
            Line("fargate-spot", "compute", "web: 4 × 1 vCPU, 2 GB", 2_976m, "vcpu-hour", 0.0486m, null, 560m),
            Line("fargate-spot", "compute", "celery: 6 × 0.5 vCPU, 1 GB, Spot", 2_232m, "vcpu-hour", 0.0123m, "fargate/eu-west-3/linux/arm64/vcpu-hour/spot", 210.123456m),
            Line("fargate-spot", "network", "interface endpoints", 2_232m, "endpoint-hour", 0.011m, null, 188m),
            Line("fargate-spot", "logs", "log ingestion", 72m, "GB", null, null, 42m),
            Line("fargate-spot", "commitments", "stranded EC2 Instance Savings Plan", 744m, "hour", null, null, 95m),
        ]) with { Caveats = ["the Spot price is derived", "a task may be stopped with two minutes' notice"] };
        var recommended = Scenario("recommended", "Recommended", "For each workload the cheapest that its tolerance allows.", current,
        [
            Line("recommended", "compute", "web: 4 × 1 vCPU, 2 GB, ARM64", 2_976m, "vcpu-hour", 0.0389m, "fargate/eu-west-3/linux/arm64/vcpu-hour/on-demand", 402.003088m) with { WorkloadId = "default/deployment/web" },
            Line("recommended", "compute", "celery: 6 × 0.5 vCPU, 1 GB, ARM64 Spot", 2_232m, "vcpu-hour", 0.0123m, "fargate/eu-west-3/linux/arm64/vcpu-hour/spot", 155.123456m) with { WorkloadId = "default/deployment/celery" },
            Line("recommended", "network", "interface endpoints", 2_232m, "endpoint-hour", 0.011m, null, 188m),
            Line("recommended", "logs", "log ingestion", 72m, "GB", null, null, 42m),
            Line("recommended", "commitments", "stranded EC2 Instance Savings Plan", 744m, "hour", null, null, 95m),
        ]) with
        {
            OneOff = new Usd(4_000m),
            PaybackMonths = 4.5050505050505m,
            Caveats = ["needs multi-arch images", "the Spot price is derived"],
            Unpriced = ["Windows node pool `legacy`: no Fargate Spot price for Windows"],
        }; // 402.003088 + 155.123456 + 188 + 42 + 95 = 882.126544
        return [current, repacked, fargate, spot, recommended];
    }

    private static Scenario Scenario(string id, string name, string description, Scenario? current, IReadOnlyList<ScenarioLine> lines)
    {
        var monthly = lines.Sum(line => line.Monthly);
        var saving = current is null ? (Usd?)null : current.Monthly - monthly;
        return new Scenario
        {
            Id = id,
            Name = name,
            Description = description,
            Lines = lines,
            MonthlyLow = lines.Sum(line => line.Low),
            MonthlyHigh = lines.Sum(line => line.High),
            Saving = saving,
            SavingRatio = saving is { } saved && current is not null ? saved / current.Monthly : null,
            OneOff = null,
            PaybackMonths = null,
            Caveats = [],
            Unpriced = [],
        };
    }

    private static ScenarioLine Line(string scenario, string component, string item, decimal quantity, string unit, decimal? unitPrice, string? priceId, decimal monthly) => new()
    {
        Id = $"{scenario}/{component}/{item}",
        Component = component,
        Item = item,
        Quantity = quantity,
        Unit = unit,
        UnitPriceUsd = unitPrice,
        PriceId = priceId is null ? null : new PriceId(priceId),
        Monthly = new Usd(monthly),
        Low = new Usd(decimal.Round(monthly * 0.9m, 6)),
        High = new Usd(decimal.Round(monthly * 1.15m, 6)),
        Evidence = priceId is null ? FromBill : new Evidence($"{quantity} {unit} × {unitPrice} USD", ["k8s/pods.json items 3, 4"], ["hours-per-month"]),
    };

    private static ReconciliationRow Row(string service, string usageType, ReconciliationScope scope, decimal billed, decimal? modelled, string explanation) => new()
    {
        Service = service,
        UsageType = usageType,
        Scope = scope,
        Billed = new Usd(billed),
        Modelled = modelled is { } amount ? new Usd(amount) : null,
        Explanation = explanation,
    };

    private static IReadOnlyList<WorkloadRow> Workloads() =>
    [
        Workload("default/deployment/web", 410m, 402.003088m) with { Replicas = 4, Direction = "keep", Reasons = ["no usage samples: kept as requested"] },
        Workload("default/deployment/celery", 380m, 155.123456m) with { Placement = "fargate-spot arm64" },
        Workload("default/statefulset/redis", 60m, 71.5m) with { Direction = "up", Reasons = ["restarted for memory twice"], Placement = "eks on demand" },
        Workload("batch/cronjob/nightly-report", 12m, 3.4m) with { CurrentCpu = null, CurrentMemory = null, Direction = "unknown", Reasons = ["requests missing"] },
        Workload("monitoring/deployment/exporter", 0m, 0m) with { Current = null, Recommended = null, FargateCpu = null, FargateMemory = null },
    ];

    private static WorkloadRow Workload(string id, decimal current, decimal recommended) => new()
    {
        WorkloadId = id,
        Container = null,
        Replicas = 2,
        CurrentCpu = VCpu.FromMillicores(500),
        CurrentMemory = MemorySize.FromMebibytes(900),
        RecommendedCpu = VCpu.FromMillicores(500),
        RecommendedMemory = MemorySize.FromMebibytes(900),
        FargateCpu = VCpu.FromCores(0.5m),
        FargateMemory = MemorySize.FromMebibytes(1024),
        Current = new Usd(current),
        Recommended = new Usd(recommended),
        Placement = "fargate arm64",
        Direction = "keep",
        Reasons = ["no usage samples: kept as requested"],
    };

    private static IdleSplit Idle() => new()
    {
        Total = new Usd(1_220m),
        Requested = new Usd(700m),
        System = new Usd(90m),
        DaemonSets = new Usd(110m),
        Mismatch = new Usd(120m),
        Fragmentation = new Usd(80m),
        Headroom = new Usd(120m),
        ByInstanceType =
        [
            new IdleSplitByType
            {
                InstanceType = "c5.xlarge", Nodes = 2, Total = new Usd(420m), Requested = new Usd(250m), System = new Usd(30m),
                DaemonSets = new Usd(30m), Mismatch = new Usd(60m), Fragmentation = new Usd(20m), Headroom = new Usd(30m),
            },
            new IdleSplitByType
            {
                InstanceType = "m5.large", Nodes = 6, Total = new Usd(800m), Requested = new Usd(450m), System = new Usd(60m),
                DaemonSets = new Usd(80m), Mismatch = new Usd(60m), Fragmentation = new Usd(60m), Headroom = new Usd(90m),
            },
        ],
    };

    private static Assumption Assume(string id, string name, string value, string unit, string source, string dated, string setBy, decimal? elasticity) => new()
    {
        Id = id,
        Name = name,
        Value = value,
        Unit = unit,
        Source = source,
        Dated = dated,
        SetBy = setBy,
        Elasticity = elasticity,
    };

    private static Price PriceOf(string id, decimal usd, string unit, PriceKind kind, string dated) => new()
    {
        Id = new PriceId(id),
        UsdPerUnit = usd,
        Unit = unit,
        Kind = kind,
        Source = kind is PriceKind.Derived ? "on demand × 0.3163, the ratio of the feed" : "price list of the vendor",
        Dated = dated,
    };
}
