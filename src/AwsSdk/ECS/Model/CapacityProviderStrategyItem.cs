namespace Amazon.ECS.Model;

/// <summary>The details of a capacity provider strategy.</summary>
public class CapacityProviderStrategyItem
{
    /// <summary>The base value designates how many tasks, at a minimum, to run on the specified capacity provider.</summary>
    public int? Base { get; set; }

    /// <summary>The short name of the capacity provider; required.</summary>
    public string? CapacityProvider { get; set; }

    /// <summary>Weight.</summary>
    public int? Weight { get; set; }
}
