using CostTool.Analyzer.Fleets;
using CostTool.Analyzer.Policies;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Problems;
using CostTool.Analyzer.Units;
using CostTool.Sources.Yaml;

namespace CostTool.Sources.Workspaces;

/// <summary>Reads <c>policy.yaml</c>: only what the file states leaves its default, and a key that is not known is an error.</summary>
public static class PolicyReader
{
    private const decimal MostDollars = 1_000_000_000m;
    private const int LargestVolumeGib = 16_384; // gp3
    private const decimal SecondsInMonth = 31 * 86_400;

    /// <summary>Reads a policy file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="ProblemException">The file is not YAML, or has unknown keys or wrong values; all of them are told.</exception>
    public static Policy Read(WorkspaceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Read(YamlText.ReadFile(file.FullPath, file.Path), file.Path);
    }

    /// <summary>Reads the text of a policy.</summary>
    internal static Policy Read(TextReader text, string name) => Read(YamlText.Read(text, name), name);

    private static Policy Read(YamlMap yaml, string name)
    {
        var problems = new List<Problem>();
        var top = new StrictMap(yaml, name, problems,
            "residual_bound_ratio", "zones", "interruption", "architectures", "platforms", "stays_behind", "waits", "spot", "node", "fargate", "sizing", "commitments", "one_off_usd");
        var builtIn = Policy.Default;
        var oneOff = top.Map("one_off_usd", "fargate", "repack");
        var policy = new Policy
        {
            ResidualBoundRatio = top.Number("residual_bound_ratio", 0, 1) ?? builtIn.ResidualBoundRatio,
            Zones = top.Count("zones", 1, 6) ?? builtIn.Zones,
            Interruption = [.. top.Maps("interruption", "match", "tolerant")?.Select(Interruption) ?? builtIn.Interruption],
            Architectures = [.. top.Maps("architectures", "match", "allowed")?.Select(Architecture) ?? builtIn.Architectures],
            Platforms = [.. top.Maps("platforms", "match", "allowed")?.Select(Platforms) ?? builtIn.Platforms],
            ClusterSoftware = Patterns(top, "stays_behind") ?? builtIn.ClusterSoftware,
            Waits = [.. top.Maps("waits", "queue", "p50_seconds", "p95_seconds", "p99_seconds", "deadline_seconds", "failure_share")?.Select(Waits) ?? builtIn.Waits],
            Spot = Spot(top, builtIn.Spot),
            Node = Node(top, builtIn.Node),
            Fargate = Fargate(top, builtIn.Fargate),
            Sizing = SizingReader.Read(top, builtIn.Sizing),
            KeepCommitments = top.Map("commitments", "keep")?.Flag("keep") ?? builtIn.KeepCommitments,
            OneOffFargate = oneOff?.Number("fargate", 0, MostDollars) is { } fargate ? new Usd(fargate) : null,
            OneOffRepack = oneOff?.Number("repack", 0, MostDollars) is { } repack ? new Usd(repack) : null,
            SetKeys = StatedKeys(yaml, "").ToHashSet(StringComparer.Ordinal),
        };
        return problems.Count == 0 ? policy : throw new ProblemException(problems);
    }

    // Dotted paths of the keys that have a value: a key left empty keeps its default.
    private static IEnumerable<string> StatedKeys(YamlMap map, string prefix) => map.Entries.SelectMany(entry => entry.Value switch
    {
        YamlMap inner => StatedKeys(inner, prefix + entry.Key + "."),
        YamlScalar { IsNull: true } => [],
        _ => [prefix + entry.Key],
    });

    private static SpotPolicy Spot(StrictMap top, SpotPolicy builtIn)
    {
        if (top.Map("spot", "fallback_share_low", "fallback_share", "fallback_share_high") is not { } map) return builtIn;
        var spot = new SpotPolicy
        {
            FallbackShareLow = map.Number("fallback_share_low", 0, 1) ?? builtIn.FallbackShareLow,
            FallbackShare = map.Number("fallback_share", 0, 1) ?? builtIn.FallbackShare,
            FallbackShareHigh = map.Number("fallback_share_high", 0, 1) ?? builtIn.FallbackShareHigh,
        };
        if (spot.FallbackShareLow > spot.FallbackShare || spot.FallbackShare > spot.FallbackShareHigh)
            top.RefuseKey("spot", "the shares of `spot` are not in order", "keep fallback_share_low <= fallback_share <= fallback_share_high (built-in: 0, 0.05, 0.25)");
        return spot;
    }

    private static NodePolicy Node(StrictMap top, NodePolicy builtIn)
    {
        if (top.Map("node", "root_volume_gib", "instance_types", "max_pods") is not { } map) return builtIn;
        return new NodePolicy
        {
            RootVolumeGib = map.Count("root_volume_gib", 1, LargestVolumeGib) ?? builtIn.RootVolumeGib,
            InstanceTypes = Patterns(map, "instance_types") ?? builtIn.InstanceTypes,
            MaxPods = map.Count("max_pods", 1, 1000),
        };
    }

    private static FargatePolicy Fargate(StrictMap top, FargatePolicy builtIn)
    {
        if (top.Map("fargate", "ephemeral_gib", "sidecar_vcpu", "sidecar_memory_mib", "interface_endpoints", "endpoint_zones") is not { } map) return builtIn;
        return new FargatePolicy
        {
            // A task has 20 GiB in any case and takes up to 200.
            EphemeralGib = map.Count("ephemeral_gib", 20, 200) ?? builtIn.EphemeralGib,
            SidecarCpu = map.Number("sidecar_vcpu", 0, 16) is { } cores ? VCpu.FromCores(cores) : builtIn.SidecarCpu,
            SidecarMemory = map.Number("sidecar_memory_mib", 0, 122_880) is { } mebibytes ? MemorySize.FromMebibytes(mebibytes) : builtIn.SidecarMemory,
            InterfaceEndpoints = map.Count("interface_endpoints", 0, 100) ?? builtIn.InterfaceEndpoints,
            EndpointZones = map.Count("endpoint_zones", 1, 6) ?? builtIn.EndpointZones,
        };
    }

    private static IReadOnlyList<WorkloadPattern>? Patterns(StrictMap map, string key) =>
        map.Texts(key) is { } texts ? [.. texts.Select(text => new WorkloadPattern(text.Text))] : null;

    private static PolicyRule<bool> Interruption(StrictMap rule)
    {
        var match = Match(rule);
        rule.Required("tolerant");
        return new PolicyRule<bool>(match, rule.Flag("tolerant") ?? false);
    }

    private static PolicyRule<IReadOnlyList<CpuArchitecture>> Architecture(StrictMap rule) => new(Match(rule), Names(rule, new Dictionary<string, CpuArchitecture>(StringComparer.Ordinal)
    {
        ["x86_64"] = CpuArchitecture.X86_64,
        ["arm64"] = CpuArchitecture.Arm64,
    }));

    private static PolicyRule<IReadOnlyList<Platform>> Platforms(StrictMap rule) => new(Match(rule), Names(rule, new Dictionary<string, Platform>(StringComparer.Ordinal)
    {
        ["eks"] = Platform.Eks,
        ["fargate"] = Platform.Fargate,
    }));

    private static PolicyRule<WaitBounds> Waits(StrictMap rule)
    {
        var queue = new WorkloadPattern(rule.Required("queue")?.Text ?? "");
        var bounds = new WaitBounds
        {
            P50Seconds = rule.Number("p50_seconds", 0, SecondsInMonth),
            P95Seconds = rule.Number("p95_seconds", 0, SecondsInMonth),
            P99Seconds = rule.Number("p99_seconds", 0, SecondsInMonth),
            DeadlineSeconds = rule.Number("deadline_seconds", 0, SecondsInMonth),
            FailureShare = rule.Number("failure_share", 0, 1),
        };
        if (bounds == WaitBounds.None) rule.RefuseKey("queue", "the rule bounds nothing", "add one of p50_seconds, p95_seconds, p99_seconds, deadline_seconds, failure_share");
        if (bounds.P50Seconds > bounds.P95Seconds || bounds.P95Seconds > bounds.P99Seconds || bounds.P50Seconds > bounds.P99Seconds)
            rule.RefuseKey("queue", "the waits of the rule are not in order", "keep p50_seconds <= p95_seconds <= p99_seconds");
        return new PolicyRule<WaitBounds>(queue, bounds);
    }

    private static WorkloadPattern Match(StrictMap rule) => new(rule.Required("match")?.Text ?? "");

    private static List<T> Names<T>(StrictMap rule, Dictionary<string, T> known)
    {
        var values = new List<T>();
        var texts = rule.Texts("allowed") ?? [];
        foreach (var text in texts)
        {
            if (known.TryGetValue(text.Text, out var value)) values.Add(value);
            else rule.Refuse(text.Line, $"`{text.Text}` is not a value of `allowed`", $"write {string.Join(" or ", known.Keys)}");
        }
        if (texts.Count == 0) rule.RefuseKey("allowed", "`allowed` names nothing", $"write at least one of {string.Join(", ", known.Keys)}");
        return values;
    }
}
