using CostTool.Analyzer.Rightsizing;
using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Backtesting;

/// <summary>A method that also tells how likely a size is to be too small, so that what it tells can be compared with what came.</summary>
public interface IForecastingMethod : ISizingMethod
{
    /// <summary>Part of the time above a size from which the method's policy speaks of a breach of the processor, 0 to 1. A breach of memory is any sample above the size.</summary>
    double CpuBreachShare { get; }

    /// <summary>Names of the other points along the method's own risk knob, such as <c>costtool@1%</c>; each is scored as a method of its own.</summary>
    IReadOnlyList<string> Knob { get; }

    /// <summary>What the method foresees for each workload, in the order of the training; null where it gives no answer.</summary>
    /// <param name="training">Samples before the origin, one series for each container.</param>
    /// <param name="origin">The instant at which the size is chosen.</param>
    /// <param name="horizon">Time from the origin that the forecast is for.</param>
    IReadOnlyList<UsageForecast?> Forecast(IReadOnlyList<UsageSeries> training, DateTimeOffset origin, TimeSpan horizon);
}

/// <summary>What a method foresees for one workload.</summary>
public sealed record UsageForecast
{
    /// <summary>The size of the method's default policy.</summary>
    public required SizeNeed Need { get; init; }

    /// <summary>The sizes of the other points, in the order of <see cref="IForecastingMethod.Knob"/>.</summary>
    public required IReadOnlyList<SizeNeed> Knob { get; init; }

    /// <summary>Chance that the processor breaches a size in cores within the horizon; null where unknown.</summary>
    public required Func<double, BreachProbability?> CpuBreach { get; init; }

    /// <summary>Chance that memory breaches a size in bytes within the horizon; null where unknown.</summary>
    public required Func<double, BreachProbability?> MemoryBreach { get; init; }
}
