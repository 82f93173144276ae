using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>What bounds a processor size.</summary>
internal static class ProcessorRules
{
    public static ResourceNeed Need(SizingSubject subject, UsageEvidence evidence, CalendarCoverage coverage, SizingPolicy policy)
    {
        var current = subject.CurrentCpu?.Millicores;
        var last = subject.Last?.Cpu?.Millicores;
        var least = SizeSearch.RoundUp(policy.LeastCpu.Millicores, policy.CpuStep.Millicores);
        // Use held at a part of the request needs that much more request, or the autoscaler adds replicas for what was saved.
        var share = subject.Autoscaler?.CpuTarget is { } held and > 0 ? held : 1;
        var hidden = EvidenceRules.Hidden(evidence.CpuSaturated, policy.SaturatedShare, current, last);
        var throttled = EvidenceRules.Hidden(evidence.Throttled, policy.ThrottledShare, current, last);
        var floors = new List<SizeFloor>();
        // Periods are throttled by a limit; where the samples do not carry it, today's size stands for it.
        var limit = evidence.SaturatedCores ?? (throttled ? current / 1000.0 : null);
        if ((hidden || throttled) && limit is { } cores)
        {
            var what = hidden
                ? FormattableString.Invariant($"{evidence.CpuSaturated:P1} of the samples are at the limit of {VCpu.FromCores((decimal)cores)}, so the need above it is not visible")
                : FormattableString.Invariant($"{evidence.Throttled:P1} of the samples were throttled");
            floors.Add(new SizeFloor((long)Math.Ceiling(cores * policy.SaturationBump * 1000), FloorCause.Hidden, FormattableString.Invariant($"{what}; {policy.SaturationBump:0.##} times the limit until it is")));
        }

        return new ResourceNeed
        {
            Current = current,
            Last = last,
            Step = policy.CpuStep.Millicores,
            Least = least,
            Breach = size => subject.Forecast?.CpuBreach(size / 1000.0 * share),
            Target = subject.Accepted?.Cpu ?? policy.CpuBreachTarget,
            Tolerated = subject.Accepted is { } accepted ? accepted.Cpu * policy.TolerateTimes : policy.CpuBreachTarget,
            Floors = floors,
            Holds =
            [
                .. hidden ? ["it was at its limit"] : Array.Empty<string>(),
                .. throttled ? ["it was throttled"] : Array.Empty<string>(),
                .. EvidenceRules.Young(coverage, policy),
                .. AutoscalerRules.Holds(subject.Autoscaler, subject.Autoscaler?.CpuTarget, evidence),
            ],
            Ceiling = AutoscalerRules.Ceiling(subject.Autoscaler, subject.Autoscaler?.CpuTarget, evidence),
        };
    }
}
