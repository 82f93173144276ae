namespace CostTool.Analyzer.Rightsizing;

/// <summary>What bounds a memory size.</summary>
internal static class MemoryRules
{
    public static ResourceNeed Need(SizingSubject subject, UsageEvidence evidence, CalendarCoverage coverage, SizingPolicy policy)
    {
        var current = subject.CurrentMemory?.Bytes;
        var last = subject.Last?.Memory?.Bytes;
        var share = subject.Autoscaler?.MemoryTarget is { } held and > 0 ? held : 1;
        var hidden = EvidenceRules.Hidden(evidence.MemorySaturated, policy.SaturatedShare, current, last);
        var floors = new List<(long, string)>();
        if (evidence.OomKills > 0)
        {
            var killed = evidence.OomBytes ?? evidence.RecentPeakBytes;
            if (killed is { } bytes)
            {
                floors.Add(((long)Math.Ceiling(bytes * policy.OomBump),
                    FormattableString.Invariant($"{evidence.OomKills} times killed for memory; {policy.OomBump:0.##} times the {Recommender.Mebibytes(bytes)} that did not do")));
            }
        }

        if (hidden && evidence.SaturatedBytes is { } limit)
        {
            floors.Add(((long)Math.Ceiling(limit * policy.SaturationBump), FormattableString.Invariant(
                $"{evidence.MemorySaturated:P1} of the samples are at the limit of {Recommender.Mebibytes(limit)}, so the need above it is not visible; {policy.SaturationBump:0.##} times the limit until it is")));
        }

        if (evidence is { GrowthBytesPerDay: { } growth, RecentPeakBytes: { } peak })
        {
            floors.Add(((long)Math.Ceiling(peak + (growth * policy.HorizonDays)), FormattableString.Invariant(
                $"it grows by about {Recommender.Mebibytes(growth)} a day; {policy.HorizonDays} more days of that on the last week's {Recommender.Mebibytes(peak)} fit")));
        }

        return new ResourceNeed
        {
            Current = current,
            Last = last,
            Step = policy.MemoryStep.Bytes,
            Least = SizeSearch.RoundUp(policy.LeastMemory.Bytes, policy.MemoryStep.Bytes),
            Breach = size => subject.Forecast?.MemoryBreach(size * share),
            Target = subject.Accepted?.Memory ?? policy.MemoryBreachTarget,
            Tolerated = subject.Accepted is { } accepted ? accepted.Memory * policy.TolerateTimes : policy.MemoryBreachTarget,
            Floors = floors,
            Holds =
            [
                .. evidence.OomKills > 0 ? ["it was killed for memory"] : Array.Empty<string>(),
                .. hidden ? ["it was at its limit"] : Array.Empty<string>(),
                .. EvidenceRules.Young(coverage, policy),
                .. AutoscalerRules.Holds(subject.Autoscaler, subject.Autoscaler?.MemoryTarget, evidence),
            ],
            Ceiling = AutoscalerRules.Ceiling(subject.Autoscaler, subject.Autoscaler?.MemoryTarget, evidence),
        };
    }
}
