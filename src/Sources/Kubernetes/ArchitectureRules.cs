using CostTool.Analyzer.Pricing;

namespace CostTool.Sources.Kubernetes;

/// <summary>Which architectures a pod's node selector and required node affinity leave open. Where it happens to run says nothing.</summary>
internal static class ArchitectureRules
{
    private static readonly CpuArchitecture[] Both = [CpuArchitecture.X86_64, CpuArchitecture.Arm64];

    /// <returns>The architectures in the order of the enumeration; empty where only others are allowed.</returns>
    public static IReadOnlyList<CpuArchitecture> Allowed(PodSpecification pod) =>
        [.. Both.Where(architecture => Selects(pod.SelectedArchitecture, architecture) && AffinityAllows(pod.AffinityTerms, architecture))];

    /// <summary>The name that Kubernetes gives an architecture.</summary>
    public static string LabelOf(CpuArchitecture architecture) => architecture == CpuArchitecture.Arm64 ? "arm64" : "amd64";

    private static bool Selects(string? selected, CpuArchitecture architecture) => selected is null || selected == LabelOf(architecture);

    private static bool AffinityAllows(List<List<ArchitectureExpression>>? terms, CpuArchitecture architecture) =>
        terms is null || terms.Count == 0 || terms.Any(term => term.All(expression => Holds(expression, LabelOf(architecture))));

    // Every node carries the label, so Exists always holds and DoesNotExist never; Gt and Lt compare numbers, which no architecture is.
    private static bool Holds(ArchitectureExpression expression, string label) => expression.Operator switch
    {
        "In" => expression.Values.Contains(label, StringComparer.Ordinal),
        "NotIn" => !expression.Values.Contains(label, StringComparer.Ordinal),
        "Exists" => true,
        _ => false,
    };
}
