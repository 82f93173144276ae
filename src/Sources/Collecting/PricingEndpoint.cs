namespace CostTool.Sources.Collecting;

/// <summary>Where the price list is asked: its API is in three regions, and each knows the prices of all.</summary>
public static class PricingEndpoint
{
    /// <summary>The region of the API that is nearest to a region.</summary>
    public static string For(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return region[..Math.Max(region.IndexOf('-', StringComparison.Ordinal), 0)] switch
        {
            "eu" or "il" or "me" or "af" => "eu-central-1",
            "ap" => "ap-south-1",
            _ => "us-east-1",
        };
    }
}
