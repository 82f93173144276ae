namespace CostTool.Analyzer.Rightsizing;

/// <summary>What the policy's horizon may bring for one container or task, as a function of its size. Larger sizes never have a larger chance.</summary>
public interface ISizeForecast
{
    /// <summary>Chance that more than the policy's share of the horizon needs more than this; null without readings.</summary>
    /// <param name="cores">Cores of one instance.</param>
    BreachProbability? CpuBreach(double cores);

    /// <summary>Chance that some instance exceeds this within the horizon; null without readings.</summary>
    /// <param name="bytes">Bytes of one instance.</param>
    BreachProbability? MemoryBreach(double bytes);
}
