using CostTool.Analyzer.Usage;

namespace CostTool.Sources.Usage;

/// <summary>What became of a table of samples.</summary>
/// <param name="Sketches">One a container, and one a whole task where a workload has several containers; by <see cref="UsageKey.ByName"/>.</param>
/// <param name="Intake">What was read and what was left out.</param>
public sealed record UsageReading(IReadOnlyList<UsageSketch> Sketches, UsageIntake Intake);
