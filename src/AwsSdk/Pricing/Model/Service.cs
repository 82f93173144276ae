namespace Amazon.Pricing.Model;

/// <summary>The metadata for a service, such as the service code and available attribute names.</summary>
public class Service
{
    /// <summary>The attributes that are available for this service.</summary>
    public List<string>? AttributeNames { get; set; }

    /// <summary>The code for the Amazon Web Services service; required.</summary>
    public string? ServiceCode { get; set; }
}
