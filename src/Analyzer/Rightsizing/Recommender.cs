using CostTool.Analyzer.Units;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>Turns forecasts and evidence into sizes. Pure: the same subjects give the same sizes.</summary>
/// <remarks>
/// For processor, memory limit and memory request each by itself: the smallest size whose chance of a breach meets the policy's target, never below what kills, a limit or growth rule out; not smaller than
/// today on evidence that is young, hidden by a limit, throttled or killed; and left as it is where a change would save too little (<see cref="SteadySizes"/>).
/// </remarks>
public static class Recommender
{
    private const double BytesPerMebibyte = 1 << 20;

    /// <summary>Recommends a size for each subject, in their order.</summary>
    /// <param name="subjects">Containers and whole tasks.</param>
    /// <param name="policy">Risk, evidence and least savings.</param>
    /// <param name="prices">What sizes cost; null where no region is known.</param>
    public static IReadOnlyList<SizeRecommendation> Recommend(IReadOnlyList<SizingSubject> subjects, SizingPolicy policy, SizingPrices? prices)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        ArgumentNullException.ThrowIfNull(policy);
        return [.. subjects.Select(subject => subject.Usage is { } usage ? Recommend(subject, usage, policy, prices) : Unseen(subject))];
    }

    private static SizeRecommendation Recommend(SizingSubject asked, UsageSketch usage, SizingPolicy policy, SizingPrices? prices)
    {
        // What runs may have a limit that no inventory states; the last one is today's.
        var subject = asked.CurrentMemoryLimit is null && usage.Days.Select(day => day.MemoryLimitBytes).LastOrDefault(bytes => bytes is not null) is { } ran
            ? asked with { CurrentMemoryLimit = MemorySize.FromBytes((long)Math.Ceiling(ran)) }
            : asked;
        var one = subject.OnFargate || subject.OneMemorySize;
        if (one) subject = subject with { OneMemorySize = true };
        var evidence = UsageEvidence.Of(usage);
        var coverage = CalendarCoverage.Of(usage);
        var cpu = ProcessorRules.Need(subject, evidence, coverage, policy);
        var limit = one ? MemoryRules.Size(subject, evidence, coverage, policy) : MemoryRules.Limit(subject, evidence, coverage, policy);
        var memory = one ? limit : MemoryRules.Request(subject, usage, evidence, coverage, policy);
        var young = usage.Samples < policy.MinimumSamples;
        var wantedLimit = young && limit.Floors.Count == 0 ? null : limit.Smallest();
        var wanted = new SizePair(
            young && cpu.Floors.Count == 0 ? null : cpu.Smallest(),
            one ? wantedLimit : wantedLimit is null ? null : memory.Smallest());
        var limitFails = !one && wantedLimit is not null && limit.Current is { } cap && !limit.Accepts(cap);
        var settled = SteadySizes.Settle(cpu, memory, wanted, subject.Replicas, policy, prices, limitFails);
        var steady = settled;
        if (subject.OnFargate && prices is not null && settled is { Millicores: not null, Bytes: not null })
        {
            var size = FargateSnap.Of(settled, subject, policy, prices);
            steady = size is null ? default : new SizePair(size.Cpu.Millicores, size.Memory.Bytes);
        }

        var moves = limitFails || (steady.Millicores is { } cores && cores != cpu.Current) || (steady.Bytes is { } held && held != memory.Current);
        var steadyLimit = one ? steady.Bytes : SteadySizes.Limit(limit, wantedLimit, moves) is { } chosenLimit ? Math.Max(chosenLimit, steady.Bytes ?? memory.Current ?? 0) : (long?)null;
        var (cpuThen, limitThen) = (steady.Millicores ?? cpu.Current, steadyLimit ?? limit.Current);
        return new SizeRecommendation
        {
            Key = subject.Key,
            Replicas = subject.Replicas,
            CurrentCpu = subject.CurrentCpu,
            CurrentMemory = subject.CurrentMemory,
            CurrentMemoryLimit = one ? subject.CurrentMemory : subject.CurrentMemoryLimit,
            Cpu = steady.Millicores is { } millicores ? VCpu.FromMillicores(millicores) : null,
            Memory = steady.Bytes is { } bytes ? MemorySize.FromBytes(bytes) : null,
            MemoryLimit = steadyLimit is { } most ? MemorySize.FromBytes(most) : null,
            CpuBreach = cpuThen is { } atCpu ? subject.Forecast?.CpuBreach(atCpu / 1000.0) : null,
            MemoryBreach = limitThen is { } atMemory ? subject.Forecast?.MemoryBreach(atMemory) : null,
            WindowDays = usage.WindowDays,
            Samples = usage.Samples,
            Confidence = young ? SizeConfidence.None : coverage.Confidence,
            Direction = Direction(subject, settled, steady, limitFails && steadyLimit > limit.Current),
            Reasons = [.. Reasons()],
        };

        IEnumerable<string> Reasons()
        {
            if (young) yield return FormattableString.Invariant($"{usage.Samples} samples, {policy.MinimumSamples} needed");
            foreach (var reason in ResourceReasons(cpu, steady.Millicores, "processor", policy, size => VCpu.FromMillicores(size).ToString())) yield return reason;
            foreach (var reason in ResourceReasons(limit, steadyLimit, one ? "memory" : "memory limit", policy, size => Mebibytes(size))) yield return reason;
            if (!one)
            {
                foreach (var reason in RequestReasons(memory, steady.Bytes)) yield return reason;
            }

            if (!young && evidence.CpuSamples > 0 && wanted.Millicores is null) yield return "processor: no size meets the target for sure";
            if (!young && evidence.MemorySamples > 0 && wantedLimit is null) yield return "memory: no size meets the target for sure";
            if (evidence.CpuSamples == 0) yield return "no readings of the processor";
            if (evidence.MemorySamples == 0) yield return "no readings of memory";
            if (subject.OnFargate && prices is not null && settled is { Millicores: not null, Bytes: not null } && steady.Millicores is null) yield return "no size that Fargate sells holds it";
            if (subject.OnFargate && steady.Millicores is not null && steady != settled) yield return "the cheapest pair that Fargate sells and that holds the need";
            if (Small(cpu, wanted.Millicores, settled.Millicores) || Small(memory, wanted.Bytes, settled.Bytes))
                yield return FormattableString.Invariant($"a change that saves less than {policy.LeastSavingShare:P0} or {policy.LeastSaving} a month is not worth a deployment");
            foreach (var reason in coverage.Reasons()) yield return reason;
        }
    }

    private static bool Small(ResourceNeed need, long? wanted, long? steady) => wanted < steady && (steady == need.Current || steady == need.Last);

    private static IEnumerable<string> ResourceReasons(ResourceNeed need, long? size, string name, SizingPolicy policy, Func<long, string> show)
    {
        if (size is not { } chosen) yield break;
        var wish = Wish(need);
        if (need.Current is { } today)
        {
            if (chosen > today && need.Breach(today) is { } before && before.Value > need.Target)
                yield return FormattableString.Invariant($"{name}: at {show(today)} the chance to be short within {policy.HorizonDays} days is {before.Value:P1} ({before.Low:P1} to {before.High:P1}), above {need.Target:P1}");
            if (chosen < today && need.Breach(chosen) is { } after)
            {
                var held = need.Breach(today) is { } now ? FormattableString.Invariant($", at {show(today)} it is {now.Value:P1}") : string.Empty;
                yield return FormattableString.Invariant($"{name}: {show(chosen)} will do; the chance to be short within {policy.HorizonDays} days is {after.Value:P1} ({after.Low:P1} to {after.High:P1}){held}");
            }
        }

        foreach (var floor in need.Floors.Where(floor => wish is null || floor.Size > wish)) yield return $"{name}: {floor.Reason}";
        if (chosen == need.Current && wish < chosen)
        {
            foreach (var hold in need.Holds) yield return $"{name} is not made smaller: {hold}";
        }

        if (chosen == need.Current && need.Ceiling is { } ceiling && wish > chosen) yield return $"{name} is not made larger: {ceiling}";
    }

    private static IEnumerable<string> RequestReasons(ResourceNeed need, long? size)
    {
        if (size is not { } chosen) yield break;
        var wish = Wish(need);
        if (chosen != need.Current && need.Breach(chosen) is { } above)
            yield return FormattableString.Invariant($"memory request: {Mebibytes(chosen)} hold the peak of all but {above.Value:P0} of the days") + (need.Current is { } now && need.Breach(now) is { } before ? FormattableString.Invariant($"; {Mebibytes(now)} hold all but {before.Value:P0}") : string.Empty);
        foreach (var floor in need.Floors.Where(floor => wish is null || floor.Size > wish)) yield return $"memory request: {floor.Reason}";
        if (chosen == need.Current && wish < chosen)
        {
            foreach (var hold in need.Holds) yield return $"memory request is not made smaller: {hold}";
        }

        if (chosen == need.Current && need.Ceiling is { } ceiling && wish > chosen) yield return $"memory request is not made larger: {ceiling}";
    }

    // What the target alone would ask for, without the bounds of today.
    private static long? Wish(ResourceNeed need) => SizeSearch.Smallest(need.Breach, need.Target, need.Step, need.Least);

    private static SizeDirection Direction(SizingSubject subject, SizePair need, SizePair size, bool higherLimit)
    {
        int? cpu = size.Millicores is { } millicores && subject.CurrentCpu is { } cores ? millicores.CompareTo(cores.Millicores) : null;
        int? memory = size.Bytes is { } bytes && subject.CurrentMemory is { } held ? bytes.CompareTo(held.Bytes) : null;
        if (higherLimit) return SizeDirection.Up;
        if (cpu is null && memory is null) return SizeDirection.Unknown;
        // A pair of Fargate may have more of one and less of the other for less money: only a need that today's size does not hold goes up.
        if (subject.OnFargate && cpu > 0 && need.Millicores <= subject.CurrentCpu!.Value.Millicores) cpu = -1;
        if (subject.OnFargate && memory > 0 && need.Bytes <= subject.CurrentMemory!.Value.Bytes) memory = -1;
        if (cpu > 0 || memory > 0) return SizeDirection.Up;
        return cpu < 0 || memory < 0 ? SizeDirection.Down : SizeDirection.Keep;
    }

    private static SizeRecommendation Unseen(SizingSubject subject) => new()
    {
        Key = subject.Key,
        Replicas = subject.Replicas,
        CurrentCpu = subject.CurrentCpu,
        CurrentMemory = subject.CurrentMemory,
        CurrentMemoryLimit = subject.OnFargate || subject.OneMemorySize ? subject.CurrentMemory : subject.CurrentMemoryLimit,
        Cpu = null,
        Memory = null,
        CpuBreach = null,
        MemoryBreach = null,
        WindowDays = 0,
        Samples = 0,
        Confidence = SizeConfidence.None,
        Direction = SizeDirection.Unknown,
        Reasons = ["no usage samples"],
    };

    internal static string Mebibytes(double bytes) => FormattableString.Invariant($"{Math.Ceiling(bytes / BytesPerMebibyte):0} MiB");
}
