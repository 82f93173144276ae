using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;
using CostTool.Sources.Workspaces;

namespace CostTool.Sources.Tests.Workspaces;

public sealed class PolicyReaderTests
{
    [Fact]
    public void A_full_policy_is_read_and_knows_what_the_file_set()
    {
        var policy = Read("""
            residual_bound_ratio: 0.2
            zones: 3
            interruption:
              - {match: "*/deployment/celery-*", tolerant: true}
            architectures:
              - {match: "default/*/*", allowed: [x86_64, arm64]}
            platforms:
              - {match: "kube-system/*/*", allowed: [eks]}
            stays_behind: ["kube-system/*/*", "amazon-*/*/*"]
            waits:
              - {queue: "mail*", p50_seconds: 1, p95_seconds: 60, p99_seconds: 300.5, deadline_seconds: 3600, failure_share: 0.01}
              - {queue: "*", p95_seconds: 5}
            spot: {fallback_share_low: 0.01, fallback_share: 0.1, fallback_share_high: 0.5}
            node: {root_volume_gib: 50, instance_types: ["m5*"], max_pods: 110}
            fargate: {ephemeral_gib: 40, sidecar_vcpu: 0.1, sidecar_memory_mib: 128, interface_endpoints: 4, endpoint_zones: 3}
            sizing: {horizon_days: 28, cpu_breach_target: 0.1, memory_breach_target: 0.01, oom_bump: 1.5, least_saving_usd: 2.5, cpu_step_millicores: 50, memory_step_mib: 64}
            commitments: {keep: false}
            one_off_usd: {fargate: 12000, repack: 2500.50}
            """);
        Assert.Equal(0.2m, policy.ResidualBoundRatio);
        Assert.Equal(3, policy.Zones);
        Assert.True(policy.InterruptionOf("shop/deployment/celery-mail"));
        Assert.Null(policy.InterruptionOf("shop/deployment/web"));
        Assert.Equal(new WaitBounds { P50Seconds = 1, P95Seconds = 60, P99Seconds = 300.5m, DeadlineSeconds = 3600, FailureShare = 0.01m }, policy.WaitsOf("mail-bulk"));
        Assert.Equal(new WaitBounds { P95Seconds = 5 }, policy.WaitsOf("reports"));
        Assert.Equal([CpuArchitecture.X86_64, CpuArchitecture.Arm64], policy.ArchitecturesOf("default/deployment/web"));
        Assert.Equal([Platform.Eks], policy.PlatformsOf("kube-system/deployment/coredns"));
        Assert.False(policy.StaysBehind("karpenter/deployment/karpenter")); // the file's list stands in place of the built-in one
        Assert.True(policy.StaysBehind("amazon-cloudwatch/daemonset/agent"));
        Assert.Equal(new SpotPolicy { FallbackShareLow = 0.01m, FallbackShare = 0.1m, FallbackShareHigh = 0.5m }, policy.Spot);
        Assert.Equal((50, 110), (policy.Node.RootVolumeGib, policy.Node.MaxPods!.Value));
        Assert.Equal([new WorkloadPattern("m5*")], policy.Node.InstanceTypes);
        Assert.Equal(
            new FargatePolicy { EphemeralGib = 40, SidecarCpu = VCpu.FromMillicores(100), SidecarMemory = MemorySize.FromMebibytes(128), InterfaceEndpoints = 4, EndpointZones = 3 },
            policy.Fargate);
        Assert.Equal(
            new SizingPolicy
            {
                HorizonDays = 28, CpuBreachTarget = 0.1, MemoryBreachTarget = 0.01, OomBump = 1.5, LeastSaving = new Usd(2.5m),
                CpuStep = VCpu.FromMillicores(50), MemoryStep = MemorySize.FromMebibytes(64),
            },
            policy.Sizing);
        Assert.False(policy.KeepCommitments);
        Assert.Equal((new Usd(12000m), new Usd(2500.50m)), (policy.OneOffFargate!.Value, policy.OneOffRepack!.Value));
        Assert.Equal(28, policy.SetKeys.Count); // 7 lists and numbers at the top, 3 + 3 + 5 + 7 + 1 + 2 below
        Assert.Contains("spot.fallback_share", policy.SetKeys);
    }

    [Fact]
    public void What_the_file_leaves_out_or_empty_keeps_its_default()
    {
        var policy = Read("zones: 3\nnode: {max_pods: null, root_volume_gib: 30}\none_off_usd: {fargate: ~}\nspot:\n");
        Assert.Equal(["node.root_volume_gib", "zones"], policy.SetKeys.Order(StringComparer.Ordinal));
        Assert.Equal(0.10m, policy.ResidualBoundRatio);
        Assert.Equal(Policy.Default.Node.InstanceTypes, policy.Node.InstanceTypes);
        Assert.Null(policy.Node.MaxPods);
        Assert.Null(policy.OneOffFargate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing decided yet\n")]
    [InlineData("---\n")]
    public void An_empty_policy_sets_nothing(string text) => Assert.Empty(Read(text).SetKeys);

    [Theory]
    [InlineData("zone: 3", "policy.yaml:1", "`zone`", "`zones`")]
    [InlineData("zones: 2\nspot: {falback_share: 0.1}", "policy.yaml:2", "`falback_share`", "`fallback_share`")]
    [InlineData("sizing: {oom_bumb: 1.2}", "policy.yaml:1", "`oom_bumb`", "`oom_bump`")]
    [InlineData("sizing:\n  cpu_breach_target: 0", "policy.yaml:2", "`0`", "0.0001 to 0.5")]
    [InlineData("zones: many", "policy.yaml:1", "`many`", "1 to 6")]
    [InlineData("zones: 0", "policy.yaml:1", "`0`", "1 to 6")]
    [InlineData("zones: 7", "policy.yaml:1", "`7`", "1 to 6")]
    [InlineData("zones: [2]", "policy.yaml:1", "`zones`", "one value")]
    [InlineData("residual_bound_ratio: 10%", "policy.yaml:1", "`10%`", "0 to 1")]
    [InlineData("residual_bound_ratio: 1.01", "policy.yaml:1", "`1.01`", "0 to 1")]
    [InlineData("spot: {fallback_share: 0.5}", "policy.yaml:1", "not in order", "0.25")]
    [InlineData("waits:\n  - {queue: a, p95: 3}", "policy.yaml:2", "`p95`", "p95_seconds")]
    [InlineData("waits:\n  - {queue: a}", "policy.yaml:2", "bounds nothing", "p95_seconds")]
    [InlineData("waits:\n  - {queue: a, p95_seconds: -1}", "policy.yaml:2", "`-1`", "0 to")]
    [InlineData("waits:\n  - {queue: a, p50_seconds: 9, p99_seconds: 3}", "policy.yaml:2", "not in order", "p50_seconds <= p95_seconds")]
    [InlineData("interruption: true", "policy.yaml:1", "`interruption`", "match")]
    [InlineData("interruption:\n  - {match: 'a/*'}", "policy.yaml:2", "`tolerant`", "add it")]
    [InlineData("interruption:\n  - {tolerant: true}", "policy.yaml:2", "`match`", "add it")]
    [InlineData("interruption:\n  - {match: a, tolerant: yes}", "policy.yaml:2", "`yes`", "true or false")]
    [InlineData("architectures:\n  - {match: a, allowed: [amd64]}", "policy.yaml:2", "`amd64`", "x86_64 or arm64")]
    [InlineData("architectures:\n  - {match: a, allowed: []}", "policy.yaml:2", "names nothing", "arm64")]
    [InlineData("fargate: {ephemeral_gib: 19}", "policy.yaml:1", "`19`", "20 to 200")]
    [InlineData("fargate: {ephemeral_gib: 201}", "policy.yaml:1", "`201`", "20 to 200")]
    [InlineData("one_off_usd: {fargate: -1}", "policy.yaml:1", "`-1`", "0 to")]
    [InlineData("- zones", "policy.yaml:1", "not a mapping", "key: value")]
    public void A_fault_is_told_with_its_line_and_its_mend(string text, string where, string what, string fix)
    {
        var problem = Refuse(text)[0];
        Assert.Equal(where, problem.Where);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(fix, problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_together() =>
        Assert.Equal(["policy.yaml:1", "policy.yaml:2", "policy.yaml:3"], Refuse("zone: 2\nresidual_bound_ratio: 2\nspot: 1\n").Select(problem => problem.Where).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("a: &x [1, 2]\nzones: *x", "anchors")]
    [InlineData("zones: !!int 2", "tags")]
    [InlineData("zones: !ruby/object 2", "tags")]
    [InlineData("zones: 2\nzones: 3", "stands twice")]
    [InlineData("zones: 2\n---\nzones: 3", "second document")]
    [InlineData("zones: [", "not YAML")]
    [InlineData("zones:\t2\n\t- x", "not YAML")]
    [InlineData("? [a, b]\n: 1", "a key is not a text")]
    public void Yaml_that_does_more_than_state_values_is_refused(string text, string what) => Assert.Contains(what, Refuse(text)[0].What, StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused_and_not_followed() =>
        Assert.Contains("nested deeper", Refuse("zones: " + new string('[', 50_000))[0].What, StringComparison.Ordinal);

    private static Policy Read(string text) => PolicyReader.Read(new StringReader(text), "policy.yaml");

    private static IReadOnlyList<Problem> Refuse(string text) => Assert.Throws<ProblemException>(() => Read(text)).Problems;
}
