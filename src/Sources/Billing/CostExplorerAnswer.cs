using System.Text.Json.Serialization;

namespace CostTool.Sources.Billing;

/// <summary>The shape of a <c>GetCostAndUsage</c> answer, as the API and the AWS CLI write it.</summary>
internal sealed record CostExplorerAnswer
{
    public IReadOnlyList<CostExplorerGroupDefinition>? GroupDefinitions { get; init; }

    public required IReadOnlyList<CostExplorerPeriod> ResultsByTime { get; init; }

    public string? NextPageToken { get; init; }
}

internal sealed record CostExplorerGroupDefinition
{
    public string? Type { get; init; }

    public string? Key { get; init; }
}

internal sealed record CostExplorerPeriod
{
    public required CostExplorerInterval TimePeriod { get; init; }

    public IReadOnlyDictionary<string, CostExplorerMetric>? Total { get; init; }

    public IReadOnlyList<CostExplorerGroup>? Groups { get; init; }

    public bool Estimated { get; init; }
}

internal sealed record CostExplorerInterval
{
    public required string Start { get; init; }

    public required string End { get; init; }
}

internal sealed record CostExplorerGroup
{
    public required IReadOnlyList<string> Keys { get; init; }

    public required IReadOnlyDictionary<string, CostExplorerMetric> Metrics { get; init; }
}

internal sealed record CostExplorerMetric
{
    /// <summary>A number written as text.</summary>
    public string? Amount { get; init; }

    public string? Unit { get; init; }
}

[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CostExplorerAnswer))]
internal sealed partial class CostExplorerJson : JsonSerializerContext;
