using CostTool.Sources.Sql;

namespace CostTool.Sources.Usage;

/// <summary>The containers that one of several threads folds.</summary>
/// <param name="Names">Names of all series.</param>
/// <param name="Part">Number of the part, from zero.</param>
/// <param name="Parts">Number of parts.</param>
internal sealed record SeriesShare(SeriesNames Names, int Part, int Parts)
{
    /// <summary>What holds for the rows of this part.</summary>
    public string Condition(UsageTable table) => Parts == 1 ? "true" : $"{SeriesNames.ContainerNumber(table)} % {SqlText.Number(Parts)} = {SqlText.Number(Part)}";
}
