using CostTool.Analyzer.Units;

namespace CostTool.Analyzer.Scenarios;

/// <summary>A step of the waterfall.</summary>
/// <param name="StepId">Stable id: bill, out-of-scope, residual, then a step for each change.</param>
/// <param name="Step">Name for people.</param>
/// <param name="Delta">Change of the monthly cost; the whole amount for the first step.</param>
/// <param name="Running">Monthly cost after the step.</param>
/// <param name="Explanation">Why the cost moved, in a sentence.</param>
public sealed record WaterfallStep(string StepId, string Step, Usd Delta, Usd Running, string Explanation);
