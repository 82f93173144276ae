using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>What bounds a memory size.</summary>
/// <remarks>
/// On nodes it is the limit that kills, and the request that costs: the limit is sized by the accepted chance of a kill, the request by what an instance reaches on ordinary
/// days (its daily peak, that it stays within on nine days in ten), so that the pods of a node fit on it at once on such days. On Fargate one number is both, and the limit's rule holds.
/// </remarks>
internal static class MemoryRules
{
    // One day in ten: an expected daily peak, without the odd day that the limit has room for.
    private const double DaysAboveRequest = 0.1;

    // Reserving a twentieth less than a day's peak does no harm; moving the request each night does.
    private const double RequestSlack = 0.05;

    /// <summary>A size that is paid for and kills as well.</summary>
    public static ResourceNeed Size(SizingSubject subject, UsageEvidence evidence, CalendarCoverage coverage, SizingPolicy policy)
    {
        var share = subject.Autoscaler?.MemoryTarget is { } held and > 0 ? held : 1;
        var limit = Limit(subject, evidence, coverage, policy);
        return limit with
        {
            Current = subject.CurrentMemory?.Bytes,
            Last = subject.Last?.Memory?.Bytes,
            Breach = size => subject.Forecast?.MemoryBreach(size * share),
            Holds = [.. limit.Holds, .. AutoscalerRules.Holds(subject.Autoscaler, subject.Autoscaler?.MemoryTarget, evidence)],
            Ceiling = AutoscalerRules.Ceiling(subject.Autoscaler, subject.Autoscaler?.MemoryTarget, evidence),
        };
    }

    /// <summary>What the scheduler reserves on a node.</summary>
    public static ResourceNeed Request(SizingSubject subject, UsageSketch usage, UsageEvidence evidence, CalendarCoverage coverage, SizingPolicy policy)
    {
        var size = Size(subject, evidence, coverage, policy);
        var share = subject.Autoscaler?.MemoryTarget is { } held and > 0 ? held : 1;
        var peaks = usage.Days.Select(day => day.MemoryMaxBytes).OfType<double>().ToList();
        return size with
        {
            Breach = bytes => peaks.Count == 0 ? null : DaysAbove(bytes * share),
            Target = DaysAboveRequest,
            Tolerated = DaysAboveRequest,
            Slack = RequestSlack,
            // A kill and a limit that hides the need ask for a higher limit; how much of it an ordinary day uses is not known yet, so the request only stays.
            Floors = [.. size.Floors.Where(floor => floor.Cause == FloorCause.Growth)],
        };

        BreachProbability DaysAbove(double bytes)
        {
            var part = (double)peaks.Count(peak => peak > bytes) / peaks.Count;
            return new BreachProbability(part, part, part);
        }
    }

    /// <summary>What kills on a node.</summary>
    public static ResourceNeed Limit(SizingSubject subject, UsageEvidence evidence, CalendarCoverage coverage, SizingPolicy policy)
    {
        var current = subject.OneMemorySize ? subject.CurrentMemory?.Bytes : subject.CurrentMemoryLimit?.Bytes;
        var last = subject.OneMemorySize ? subject.Last?.Memory?.Bytes : subject.Last?.MemoryLimit?.Bytes;
        var hidden = EvidenceRules.Hidden(evidence.MemorySaturated, policy.SaturatedShare, current, last);
        var floors = new List<SizeFloor>();
        if (evidence.OomKills > 0)
        {
            var killed = evidence.OomBytes ?? evidence.RecentPeakBytes;
            if (killed is { } bytes)
            {
                floors.Add(new SizeFloor((long)Math.Ceiling(bytes * policy.OomBump), FloorCause.Kill,
                    FormattableString.Invariant($"{evidence.OomKills} times killed for memory; {policy.OomBump:0.##} times the {Recommender.Mebibytes(bytes)} that did not do")));
            }
        }

        if (hidden && evidence.SaturatedBytes is { } limit)
        {
            floors.Add(new SizeFloor((long)Math.Ceiling(limit * policy.SaturationBump), FloorCause.Hidden, FormattableString.Invariant(
                $"{evidence.MemorySaturated:P1} of the samples are at the limit of {Recommender.Mebibytes(limit)}, so the need above it is not visible; {policy.SaturationBump:0.##} times the limit until it is")));
        }

        if (evidence is { GrowthBytesPerDay: { } growth, RecentPeakBytes: { } peak })
        {
            floors.Add(new SizeFloor((long)Math.Ceiling(peak + (growth * policy.HorizonDays)), FloorCause.Growth, FormattableString.Invariant(
                $"it grows by about {Recommender.Mebibytes(growth)} a day; {policy.HorizonDays} more days of that on the last week's {Recommender.Mebibytes(peak)} fit")));
        }

        return new ResourceNeed
        {
            Current = current,
            Last = last,
            Step = policy.MemoryStep.Bytes,
            Least = SizeSearch.RoundUp(policy.LeastMemory.Bytes, policy.MemoryStep.Bytes),
            Breach = size => subject.Forecast?.MemoryBreach(size),
            Target = subject.Accepted?.Memory ?? policy.MemoryBreachTarget,
            Tolerated = subject.Accepted is { } accepted ? accepted.Memory * policy.TolerateTimes : policy.MemoryBreachTarget,
            Floors = floors,
            Holds =
            [
                .. evidence.OomKills > 0 ? ["it was killed for memory"] : Array.Empty<string>(),
                .. hidden ? ["it was at its limit"] : Array.Empty<string>(),
                .. EvidenceRules.Young(coverage, policy),
            ],
            Ceiling = null,
        };
    }
}
