using CostTool.Analyzer.Billing;
using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Inventory;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Scenarios;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Tests.Scenarios;

public sealed class SavingsAnalyzerTests
{
    private const decimal M5Large = 0.112m; // USD per hour in eu-west-3

    // 744 h × 0.112 = 83.328 per node.
    private static readonly Usd NodeMonth = new(SmallCompany.MonthHours * M5Large);

    private static BillLedger TwoNodeBill(decimal secondNodeHours = SmallCompany.MonthHours) => SmallCompany.Bill(
        [
            SmallCompany.Line("AmazonEC2", "EUW3-BoxUsage:m5.large", 744 + secondNodeHours, (744 + secondNodeHours) * M5Large),
            SmallCompany.Line("AmazonEKS", "EUW3-AmazonEKS-Hours:perCluster", 744, 74.40m),
            SmallCompany.Line("AmazonRDS", "EUW3-InstanceUsage:db.m5.large", 744, 150m),
            SmallCompany.Line("Tax", "", 1, 60m, charge: ChargeKind.Tax),
        ],
        SmallCompany.Instance("i-a", 744, 744 * M5Large),
        SmallCompany.Instance("i-b", secondNodeHours, secondNodeHours * M5Large));

    private static SavingsAnalysis Analyze(ClusterInventory? cluster, BillLedger? bill, Policy? policy = null) =>
        SavingsAnalyzer.Analyze(SmallCompany.Inputs(cluster, bill, policy), TestContext.Current.CancellationToken);

    private static Scenario Of(SavingsAnalysis analysis, string id) => analysis.Scenarios.Single(scenario => scenario.Id == id);

    [Fact]
    public void A_bill_that_the_nodes_explain_leaves_no_residual()
    {
        var analysis = Analyze(SmallCompany.Cluster(SmallCompany.Node("a"), SmallCompany.Node("b")), TwoNodeBill());
        // 2 × 83.328 + 74.40 = 241.056
        Assert.Equal(new Usd(241.056m), analysis.Verdict!.BilledInScope);
        Assert.Equal(Usd.Zero, analysis.Verdict.Residual);
        Assert.Equal(new Usd(241.056m), Of(analysis, "eks-current").Monthly);
        Assert.Equal(new Usd(60m), analysis.Bill!.Tax);
    }

    [Fact]
    public void The_waterfall_starts_at_the_bill_and_ends_at_the_recommendation()
    {
        var analysis = Analyze(SmallCompany.Cluster(SmallCompany.Node("a"), SmallCompany.Node("b")), TwoNodeBill(secondNodeHours: 700));
        Assert.Equal("bill", analysis.Waterfall[0].StepId);
        Assert.Equal(analysis.Bill!.Amortised, analysis.Waterfall[0].Running);
        Assert.Contains(analysis.Waterfall, step => step.StepId == "residual" && step.Delta == new Usd(44 * M5Large)); // 44 h that the snapshot counts and the bill does not
        Assert.Equal(Of(analysis, "recommended").Monthly, analysis.Waterfall[^1].Running);
        for (var step = 1; step < analysis.Waterfall.Count; step++)
            Assert.Equal(analysis.Waterfall[step].Running, analysis.Waterfall[step - 1].Running + analysis.Waterfall[step].Delta);
        Assert.Equal(Of(analysis, "eks-current").Monthly, analysis.Waterfall.Single(step => step.StepId == "residual").Running);
    }

    [Fact]
    public void No_saving_is_claimed_when_the_residual_is_above_the_bound()
    {
        // The bill has half of what the nodes would cost.
        var analysis = Analyze(SmallCompany.Cluster(SmallCompany.Node("a"), SmallCompany.Node("b")), TwoNodeBill(secondNodeHours: 100));
        Assert.False(analysis.Verdict!.SavingsAllowed);
        Assert.All(analysis.Scenarios, scenario => Assert.Null(scenario.Saving));
        Assert.Contains(analysis.Findings, finding => finding.Level == FindingLevel.Blocking);
    }

    [Fact]
    public void Errors_of_two_usage_types_do_not_cancel()
    {
        // One type billed too high by as much as the other is too low: the sum is right and the model is not.
        var bill = SmallCompany.Bill(
            [
                SmallCompany.Line("AmazonEC2", "EUW3-BoxUsage:m5.large", 1488, 2 * NodeMonth.Amount + 50),
                SmallCompany.Line("AmazonEKS", "EUW3-AmazonEKS-Hours:perCluster", 744, 24.40m),
            ],
            SmallCompany.Instance("i-a", 744, NodeMonth.Amount + 50), SmallCompany.Instance("i-b", 744, NodeMonth.Amount));
        var verdict = Analyze(SmallCompany.Cluster(SmallCompany.Node("a"), SmallCompany.Node("b")), bill).Verdict!;
        Assert.Equal(Usd.Zero, verdict.Residual);
        Assert.Equal(100m / 241.056m, verdict.ResidualRatio);
    }

    [Fact]
    public void Instances_that_are_not_nodes_of_the_cluster_are_out_of_scope()
    {
        var bill = SmallCompany.Bill(
            [SmallCompany.Line("AmazonEC2", "EUW3-BoxUsage:m5.large", 2232, 3 * NodeMonth.Amount)],
            SmallCompany.Instance("i-a", 744, NodeMonth.Amount, cluster: "shop"),
            SmallCompany.Instance("i-gone", 744, NodeMonth.Amount, cluster: "shop"), // left before the inventory was taken
            SmallCompany.Instance("i-database", 744, NodeMonth.Amount));
        var analysis = Analyze(SmallCompany.Cluster(SmallCompany.Node("a")), bill);
        Assert.Equal(2 * NodeMonth.Amount, analysis.Verdict!.BilledInScope.Amount);
        Assert.Contains(analysis.Reconciliation, row => row.Scope == ReconciliationScope.OutOfScope && row.Billed == NodeMonth);
    }

    [Fact]
    public void Spot_nodes_are_modelled_at_the_price_that_was_paid()
    {
        var bill = SmallCompany.Bill(
            [SmallCompany.Line("AmazonEC2", "EUW3-SpotUsage:m5.large", 700, 28m, PurchaseOption.Spot)],
            SmallCompany.Instance("i-a", 700, 28m, purchase: PurchaseOption.Spot));
        var analysis = Analyze(SmallCompany.Cluster(SmallCompany.Node("a", capacity: NodeCapacityType.Spot)), bill);
        // 28 ÷ 700 = 0.04 USD/h × 744 h = 29.76
        Assert.Equal(29.76m, Of(analysis, "eks-current").Lines.Single(line => line.Component == "compute").Monthly.Amount);
    }

    [Fact]
    public void A_savings_plan_is_rerated_and_its_unused_part_is_a_line_of_its_own()
    {
        // One node is covered at 0.084 (25 % off); the plan commits 0.10 an hour.
        var hours = Enumerable.Range(0, 744).Select(hour => new CommitmentHour
        {
            PlanArn = "arn:aws:savingsplans::1:savingsplan/1",
            OfferingType = "EC2InstanceSavingsPlans",
            Hour = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour),
            Committed = new Usd(0.10m),
            Used = new Usd(0.084m),
            CoveredOnDemand = new Usd(0.112m),
        }).ToList();
        var bill = SmallCompany.Bill(
            [
                SmallCompany.Line("AmazonEC2", "EUW3-BoxUsage:m5.large", 744, 744 * 0.084m, PurchaseOption.SavingsPlan),
                SmallCompany.Line("ComputeSavingsPlans", "ComputeSP:1yrNoUpfront", 744, 744 * 0.016m, PurchaseOption.SavingsPlan, ChargeKind.Fee),
                SmallCompany.Line("AmazonEKS", "EUW3-AmazonEKS-Hours:perCluster", 744, 74.40m),
            ],
            SmallCompany.Instance("i-a", 744, 744 * 0.084m, purchase: PurchaseOption.SavingsPlan)) with { CommitmentHours = hours };
        var analysis = Analyze(SmallCompany.Cluster(SmallCompany.Node("a")), bill);
        var current = Of(analysis, "eks-current");
        Assert.Equal(744 * 0.100m + 74.40m, current.Monthly.Amount); // 0.084 covered + 0.016 unused
        // An EC2 Instance Savings Plan cannot follow to Fargate: all of it is stranded there.
        var stranded = Of(analysis, "fargate-as-requested").Lines.Single(line => line.Id.EndsWith("savings-plan-stranded", StringComparison.Ordinal));
        Assert.Equal(74.4m, stranded.Monthly.Amount);
    }

    [Fact]
    public void Lines_sum_to_their_scenario_and_lie_within_their_band()
    {
        var analysis = Analyze(SmallCompany.Cluster(SmallCompany.Node("a"), SmallCompany.Node("b")), TwoNodeBill());
        Assert.Equal(analysis.Scenarios.SelectMany(scenario => scenario.Lines).Select(line => line.Id).Distinct().Count(), analysis.Scenarios.Sum(scenario => scenario.Lines.Count));
        foreach (var scenario in analysis.Scenarios)
        {
            Assert.Equal(scenario.Lines.Select(line => line.Monthly.Amount).Sum(), scenario.Monthly.Amount);
            Assert.True(scenario.MonthlyLow <= scenario.Monthly && scenario.Monthly <= scenario.MonthlyHigh, scenario.Id);
        }
    }

    [Fact]
    public void Fargate_is_metered_task_by_task_and_the_control_plane_ends_with_the_cluster()
    {
        var scenario = Of(Analyze(SmallCompany.Cluster(SmallCompany.Node("a"), SmallCompany.Node("b")), TwoNodeBill()), "fargate-as-requested");
        // 4 tasks × 744 h × (0.5 × 0.0486 + 1 × 0.0053) USD
        Assert.Equal(4 * 744 * (0.5m * 0.0486m + 0.0053m), scenario.Lines.Where(line => line.Component == "compute").Sum(line => line.Monthly).Amount);
        Assert.DoesNotContain(scenario.Lines, line => line.Component == "control-plane");
    }

    [Fact]
    public void The_recommendation_keeps_on_nodes_what_the_policy_keeps_there_and_puts_on_Spot_only_what_it_declares()
    {
        var policy = new Policy
        {
            Platforms = [new(new("shop/deployment/web"), [Platform.Eks]), new(new("*/celery"), [Platform.Fargate])],
            Interruption = [new(new("*/celery"), true)],
        };
        var analysis = Analyze(SmallCompany.Cluster(SmallCompany.Node("a"), SmallCompany.Node("b")), TwoNodeBill(), policy);
        Assert.Equal("fargate spot x86_64", analysis.Workloads.Single(row => row.WorkloadId == "shop/deployment/celery").Placement);
        Assert.Equal("eks on demand x86_64", analysis.Workloads.Single(row => row.WorkloadId == "shop/deployment/web").Placement);
    }

    [Fact]
    public void The_recommendation_is_never_dearer_than_repacking()
    {
        var policy = new Policy { Interruption = [new(new("*/celery"), true)] };
        var analysis = Analyze(SmallCompany.Cluster(SmallCompany.Node("a"), SmallCompany.Node("b")), TwoNodeBill(), policy);
        Assert.True(Of(analysis, "recommended").Monthly <= Of(analysis, "eks-repacked").Monthly);
    }

    [Fact]
    public void Repacking_may_buy_again_what_runs_today_whatever_the_policy_allows()
    {
        var cluster = SmallCompany.Cluster(SmallCompany.Node("a", "t3.large"), SmallCompany.Node("b", "t3.large"));
        var analysis = Analyze(cluster, null);
        Assert.True(Of(analysis, "eks-repacked").Monthly <= Of(analysis, "eks-current").Monthly);
    }

    [Fact]
    public void A_cluster_that_holds_only_its_own_software_is_still_repacked()
    {
        var policy = new Policy { ClusterSoftware = [new("*")] };
        var analysis = Analyze(SmallCompany.Cluster(SmallCompany.Node("a"), SmallCompany.Node("b")), null, policy);
        Assert.Equal(["eks-current", "eks-repacked", "eks-repacked-spot", "recommended"], analysis.Scenarios.Select(scenario => scenario.Id));
        Assert.All(analysis.Workloads, row => Assert.Equal("eks on demand x86_64", row.Placement));
    }

    [Fact]
    public void Workers_that_only_serve_schedules_are_replaced_by_their_launches()
    {
        var inputs = SmallCompany.Inputs(SmallCompany.Cluster(SmallCompany.Node("a"), SmallCompany.Node("b")), TwoNodeBill()) with
        {
            PlanShortLived = (workers, _, _) => new ShortLivedWork
            {
                WorkersThatGo = [workers.Keys.Single(id => id.EndsWith("/celery", StringComparison.Ordinal))],
                Launches = [new("nightly-1", "nightly: reports.nightly", 31, new Usd(0.31m), new Usd(0.30m), new Usd(0.40m), "celery/beat.json:1")],
                Blockers = [],
                Waits = ["queues reports: 95 of 100 messages wait up to 1 s today and up to 70 s as planned"],
            },
        };
        var analysis = SavingsAnalyzer.Analyze(inputs, TestContext.Current.CancellationToken);
        var scenario = Of(analysis, "fargate-short-lived");
        Assert.Equal(new Usd(0.31m), scenario.Lines.Single(line => line.Id == "fargate-short-lived/compute/launches/nightly-1").Monthly);
        Assert.DoesNotContain(scenario.Lines, line => line.WorkloadId == "shop/deployment/celery");
        Assert.True(scenario.Monthly < Of(analysis, "fargate-spot").Monthly);
        // The wait stands beside the money.
        Assert.Contains(scenario.Caveats, caveat => caveat.StartsWith("queues reports: 95 of 100", StringComparison.Ordinal));
        Assert.Equal(Of(analysis, "recommended").Monthly, analysis.Waterfall[^1].Running);
        // No worker is forgotten: one that goes has a row, and costs nothing.
        Assert.Contains(analysis.Workloads, row => row.WorkloadId == "shop/deployment/celery");
    }

    [Fact]
    public void Without_a_bill_today_is_nodes_at_list_price_and_says_so()
    {
        var analysis = Analyze(SmallCompany.Cluster(SmallCompany.Node("a")), null);
        // 730 h × (0.112 + 0.10) + 20 GB-month × 0.0928
        Assert.Equal(730 * 0.212m + 20 * 0.0928m, Of(analysis, "eks-current").Monthly.Amount);
        Assert.Contains("no bill", analysis.Month.Label, StringComparison.Ordinal);
        Assert.Null(analysis.Verdict);
    }

    [Fact]
    public void Without_a_cluster_the_report_is_of_the_bill_alone()
    {
        var analysis = Analyze(null, TwoNodeBill());
        Assert.Equal(["eks-current"], analysis.Scenarios.Select(scenario => scenario.Id));
        Assert.Equal(new Usd(241.056m), analysis.Scenarios[0].Monthly);
    }

    [Fact]
    public void Pods_without_nodes_are_priced_in_what_ifs_and_save_nothing_known()
    {
        var cluster = SmallCompany.Cluster(SmallCompany.Node("a")) with { Nodes = [] };
        var analysis = Analyze(cluster, null);
        Assert.DoesNotContain(analysis.Scenarios, scenario => scenario.Id == "eks-current");
        Assert.All(analysis.Scenarios, scenario => Assert.Null(scenario.Saving));
    }

    [Fact]
    public void A_node_type_without_a_price_is_an_error_that_names_type_and_region()
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Analyze(SmallCompany.Cluster(SmallCompany.Node("a", "s-2vcpu-4gb")), null)).Problems);
        Assert.Contains("s-2vcpu-4gb", problem.What, StringComparison.Ordinal);
        Assert.Contains("eu-west-3", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_months_without_a_choice_are_an_error_that_lists_them()
    {
        var bill = TwoNodeBill();
        var twice = bill with { Months = [bill.Months[0], bill.Months[0] with { Month = new DateOnly(2026, 11, 1) }] };
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Analyze(null, twice)).Problems);
        Assert.Contains("2026-10, 2026-11", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_inputs_give_equal_lines()
    {
        var cluster = SmallCompany.Cluster(SmallCompany.Node("a"), SmallCompany.Node("b"));
        static IEnumerable<(string, decimal)> Lines(SavingsAnalysis analysis) => analysis.Scenarios.SelectMany(scenario => scenario.Lines).Select(line => (line.Id, line.Monthly.Amount));
        Assert.Equal(Lines(Analyze(cluster, TwoNodeBill())), Lines(Analyze(cluster, TwoNodeBill())));
    }
}
