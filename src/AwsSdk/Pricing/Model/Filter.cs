namespace Amazon.Pricing.Model;

/// <summary>The constraints that you want all returned products to match.</summary>
public class Filter
{
    /// <summary>The product metadata field that you want to filter on; required.</summary>
    public string? Field { get; set; }

    /// <summary>The type of filter that you want to use; required.</summary>
    public FilterType? Type { get; set; }

    /// <summary>The service code or attribute value that you want to filter by; required.</summary>
    public string? Value { get; set; }
}
