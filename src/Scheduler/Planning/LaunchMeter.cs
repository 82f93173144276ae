using CostTool.Analyzer.Fargate;
using CostTool.Analyzer.Pricing;
using CostTool.Analyzer.Units;
using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Planning;

/// <summary>What it costs to launch a task for each run.</summary>
/// <remarks>
/// <code>
/// launch = (1 - f) × Spot run + f × on-demand run + invocation
/// run    = max(60 s, image pull + start + work) at the task's size
/// </code>
/// The centre takes the mean runtime (the median where no mean is kept), the low end the median at the low end of Spot, the high end the 99th percentile at its high end.
/// </remarks>
internal sealed class LaunchMeter(PlanInputs inputs)
{
    private const decimal Million = 1_000_000m;

    private Usd Invocation => new(inputs.SchedulerInvocations.UsdPerUnit / Million);

    /// <summary>One launch of a task with a known runtime.</summary>
    public UsdBand Launch(FargateSize size, TaskRuntime runtime)
    {
        var low = Math.Min(runtime.P50Seconds, runtime.MeanSeconds ?? runtime.P50Seconds);
        var centre = runtime.MeanSeconds ?? runtime.P50Seconds;
        return Launch(size, low, centre, Math.Max(runtime.P99Seconds, centre));
    }

    /// <summary>A launch that a guard ends at once.</summary>
    public UsdBand GuardedLaunch(FargateSize size) => Launch(size, 0, 0, 0);

    /// <summary>Billed seconds of a run that works for so long.</summary>
    public long BilledSeconds(double workSeconds) => FargateMeter.BilledSeconds(Span(workSeconds), inputs.Spot.System);

    /// <summary>Break-even of runs of a length against an always-on task of the size.</summary>
    public BreakEvenRow BreakEven(FargateSize size, double workSeconds)
    {
        var run = Launch(size, workSeconds, workSeconds, workSeconds).Usd;
        var minutes = inputs.Hours.Value * 60;
        return new(
            size.Cpu.Cores, size.Memory.Mebibytes, BilledSeconds(workSeconds), run,
            Minutes(FargateMeter.AlwaysOn(inputs.Spot, size, inputs.Hours).Total),
            Minutes(FargateMeter.AlwaysOn(inputs.OnDemand, size, inputs.Hours).Total));

        decimal Minutes(Usd alwaysOn) => decimal.Round(minutes * (run / alwaysOn), 3);
    }

    private UsdBand Launch(FargateSize size, double low, double centre, double high)
    {
        return new(
            Mixed(Run(inputs.Spot, centre).Total, Run(inputs.OnDemand, centre).Total, inputs.Fallback.Central),
            Mixed(Run(inputs.Spot, low).Low, Run(inputs.OnDemand, low).Total, inputs.Fallback.Low),
            Mixed(Run(inputs.Spot, high).High, Run(inputs.OnDemand, high).Total, inputs.Fallback.High));

        FargateCost Run(FargateRates rates, double seconds) => FargateMeter.Run(rates, size, Span(seconds));

        Usd Mixed(Usd spot, Usd onDemand, decimal share) => (spot * (1 - share)) + (onDemand * share) + Invocation;
    }

    private TimeSpan Span(double workSeconds) => TimeSpan.FromSeconds(workSeconds + (double)(inputs.ImagePullSeconds + inputs.StartSeconds));
}
