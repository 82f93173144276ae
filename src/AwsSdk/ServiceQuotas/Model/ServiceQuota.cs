namespace Amazon.ServiceQuotas.Model;

/// <summary>Information about a quota.</summary>
public class ServiceQuota
{
    /// <summary>Indicates whether the quota value can be increased.</summary>
    public bool? Adjustable { get; set; }

    /// <summary>Indicates whether the quota is global.</summary>
    public bool? GlobalQuota { get; set; }

    /// <summary>The Amazon Resource Name (ARN) of the quota.</summary>
    public string? QuotaArn { get; set; }

    /// <summary>The quota identifier.</summary>
    public string? QuotaCode { get; set; }

    /// <summary>The quota name.</summary>
    public string? QuotaName { get; set; }

    /// <summary>The service identifier.</summary>
    public string? ServiceCode { get; set; }

    /// <summary>The service name.</summary>
    public string? ServiceName { get; set; }

    /// <summary>The unit of measurement.</summary>
    public string? Unit { get; set; }

    /// <summary>The quota value.</summary>
    public double? Value { get; set; }
}
