using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>Two scenarios that differ in one thing.</summary>
/// <param name="Comparison">What is held equal, such as <c>x86 on demand, no commitment</c>.</param>
/// <param name="EksMonthly">Best on nodes, or null where it does not exist.</param>
/// <param name="FargateMonthly">Best on Fargate, or null where it is not sold (Windows Spot, for one).</param>
/// <param name="Cheaper">eks, fargate, equal or unknown.</param>
public sealed record LikeForLikeRow(string Comparison, Usd? EksMonthly, Usd? FargateMonthly, string Cheaper);

/// <summary>A point of the break-even curve.</summary>
/// <param name="Packing">Requests over allocatable, the fuller of CPU and memory, from 0 to 1.</param>
/// <param name="NodesMonthly">Cost of the fleet on on-demand nodes packed so.</param>
/// <param name="FargateMonthly">Cost of the same pods on Fargate on demand.</param>
public sealed record BreakEvenPoint(decimal Packing, Usd NodesMonthly, Usd FargateMonthly);
