using System.Text.Json.Serialization;

namespace Amazon.Scheduler.Model;

/// <summary>The details of a capacity provider strategy.</summary>
public class CapacityProviderStrategyItem
{
    /// <summary>The base value designates how many tasks, at a minimum, to run on the specified capacity provider.</summary>
    [JsonPropertyName("base")]
    public int? Base { get; set; }

    /// <summary>The short name of the capacity provider; required.</summary>
    [JsonPropertyName("capacityProvider")]
    public string? CapacityProvider { get; set; }

    /// <summary>Weight.</summary>
    [JsonPropertyName("weight")]
    public int? Weight { get; set; }
}
