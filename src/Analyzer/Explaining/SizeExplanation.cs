using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Explaining;

/// <summary>The chain behind a size: samples, what they say, the risk that is accepted, and the size on sale.</summary>
internal static class SizeExplanation
{
    public static Explanation Of(RightsizingResult sizes, RightsizingRow row)
    {
        var size = row.Size;
        return new Explanation
        {
            Id = row.Id,
            What = $"{size.Replicas} × {size.Key}, {size.Direction.ToString().ToLowerInvariant()}; evidence: {size.Confidence.ToString().ToLowerInvariant()}",
            Value = $"{Shown(size.Cpu, size.Memory)}{Limit(size.MemoryLimit, size.Memory)} instead of {Shown(size.CurrentCpu, size.CurrentMemory)}{Limit(size.CurrentMemoryLimit, size.CurrentMemory)}",
            Because = string.Join("; ", size.Reasons.DefaultIfEmpty("today's size is the smallest that meets the targets")),
            Inputs = [],
            RestsOn = [.. Parts(sizes, row)],
        };
    }

    private static IEnumerable<Explanation> Parts(RightsizingResult sizes, RightsizingRow row)
    {
        var (size, policy) = (row.Size, sizes.Policy);
        if (row.Evidence is { } seen)
        {
            yield return Part("samples", FormattableString.Invariant($"{size.Samples} in {size.WindowDays} days"), FormattableString.Invariant($"{seen.From.UtcDateTime:yyyy-MM-dd HH:mm} to {seen.To.UtcDateTime:yyyy-MM-dd HH:mm} UTC"),
                FormattableString.Invariant($"{sizes.Intake.Kept} of {sizes.Intake.Rows} usage rows were kept; {seen.GapHours} hours of its window have no sample"));
            if (seen.CpuQuantileCores is { } quantile)
            {
                yield return Part("processor-seen", FormattableString.Invariant($"{quantile:0.###} cores, at most {seen.CpuMaxCores:0.###}"), FormattableString.Invariant($"cores that {1 - policy.CpuTimeAboveSize:P1} of the samples stay within"),
                    FormattableString.Invariant($"{seen.CpuSaturatedShare:P1} of the samples at the limit, {seen.ThrottledShare:P1} throttled"));
            }

            if (seen.MemoryMaxBytes is { } most)
            {
                yield return Part("memory-seen", Recommender.Mebibytes(most), "most memory of one instance",
                    FormattableString.Invariant($"{seen.MemorySaturatedShare:P1} of the samples at the limit, {seen.OomKills} kills for memory"));
            }
        }

        if (size.CpuBreach is { } cpu)
            yield return Part("processor-risk", Chance(cpu), FormattableString.Invariant($"chance that more than {policy.CpuTimeAboveSize:P1} of the next {policy.HorizonDays} days need more"), FormattableString.Invariant($"the target is {policy.CpuBreachTarget:P1}"));
        if (size.MemoryBreach is { } memory)
            yield return Part("memory-risk", Chance(memory), FormattableString.Invariant($"chance that an instance exceeds {Capped(size)} within {policy.HorizonDays} days and is killed"), FormattableString.Invariant($"the target is {policy.MemoryBreachTarget:P1}"));
        if (row.Fargate is { } task)
            yield return Part("fargate-size", $"{task}{(row.Recommended is { } cost ? $", {cost} a month" : string.Empty)}", "cheapest size on sale", $"holds {Shown(row.TaskCpu, row.TaskMemory)}, what its containers need together");
        foreach (var container in size.Key.IsWholeTask ? sizes.ContainersOf(size.Key.Workload) : [])
            yield return Of(sizes, container) with { RestsOn = [] };
    }

    private static string Limit(MemorySize? limit, MemorySize? request) => limit is { } most && most != request ? $" (limit {most})" : string.Empty;

    private static string Capped(SizeRecommendation size) => (size.MemoryLimit ?? size.CurrentMemoryLimit) is { } limit ? Recommender.Mebibytes(limit.Bytes) : "its memory";

    private static Explanation Part(string id, string value, string what, string because) => new() { Id = id, Value = value, What = what, Because = because };

    private static string Chance(BreachProbability chance) => FormattableString.Invariant($"{chance.Value:P1} ({chance.Low:P1} to {chance.High:P1})");

    private static string Shown(VCpu? cpu, MemorySize? memory) => cpu is null && memory is null ? "a size that is not known" : $"{cpu?.ToString() ?? "? vCPU"}, {memory?.ToString() ?? "? MiB"}";
}
