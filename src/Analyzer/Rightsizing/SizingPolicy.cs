using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>Which risk is accepted, how much evidence a smaller size needs, and which changes are worth a deployment.</summary>
public sealed record SizingPolicy
{
    /// <summary>Every default.</summary>
    public static SizingPolicy Default { get; } = new();

    /// <summary>Days that a size must last for. Two weeks: a size is looked at again every night, so that much is room to act.</summary>
    public int HorizonDays { get; init; } = 14;

    /// <summary>Share of the horizon's time in which the need may exceed the processor: the throttling target. One in twenty, the 95th percentile that KRR sizes by.</summary>
    public double CpuTimeAboveSize { get; init; } = 0.05;

    /// <summary>Accepted chance, in the mean of the fleet, that more of the time than that exceeds the processor.</summary>
    public double CpuBreachTarget { get; init; } = 0.05;

    /// <summary>Accepted chance, in the mean of the fleet, that the memory of some instance exceeds its size within the horizon: it would be killed.</summary>
    public double MemoryBreachTarget { get; init; } = 0.02;

    /// <summary>Most that one workload takes of an accepted chance, as a multiple of it. Five: with the default no workload's memory has a chance above one in ten.</summary>
    public double MostOfTarget { get; init; } = 5;

    /// <summary>A size that is there already is left alone up to this multiple of the chance that it was allotted. Two: a choice.</summary>
    public double TolerateTimes { get; init; } = 2;

    /// <summary>Days with samples that a smaller size needs. Seven: every weekday once.</summary>
    public int MinimumDays { get; init; } = 7;

    /// <summary>Samples that any answer needs: a week of hourly ones.</summary>
    public long MinimumSamples { get; init; } = 168;

    /// <summary>Share of samples at 98 % of a limit above which the need above it is taken to be hidden.</summary>
    public double SaturatedShare { get; init; } = 0.01;

    /// <summary>Share of samples with throttled periods above which the processor is taken to be short.</summary>
    public double ThrottledShare { get; init; } = 0.01;

    /// <summary>After an out-of-memory kill: this times the larger of limit and peak. 1.25 as KRR's <c>oom_memory_buffer_percentage</c>; VPA takes 1.2.</summary>
    public double OomBump { get; init; } = 1.25;

    /// <summary>Where a limit hides the need: this times the limit; taken again until the need is in sight. The step of <see cref="OomBump"/>.</summary>
    public double SaturationBump { get; init; } = 1.25;

    /// <summary>Least part of a size that a change must save. VPA's updater takes one tenth; a twentieth is a step of Fargate's larger sizes.</summary>
    public double LeastSavingShare { get; init; } = 0.05;

    /// <summary>Least money that a change must save in a month over all replicas: below it a deployment costs more than it brings.</summary>
    public Usd LeastSaving { get; init; } = new(1);

    /// <summary>Processor is asked for in whole multiples of this. 10 millicores.</summary>
    public VCpu CpuStep { get; init; } = VCpu.FromMillicores(10);

    /// <summary>Memory is asked for in whole multiples of this. One mebibyte.</summary>
    public MemorySize MemoryStep { get; init; } = MemorySize.FromMebibytes(1);

    /// <summary>Least processor of a container: 10 millicores, as KRR.</summary>
    public VCpu LeastCpu { get; init; } = VCpu.FromMillicores(10);

    /// <summary>Least memory of a container. 32 MiB: a process needs some of it to start, which samples seldom catch.</summary>
    public MemorySize LeastMemory { get; init; } = MemorySize.FromMebibytes(32);
}
