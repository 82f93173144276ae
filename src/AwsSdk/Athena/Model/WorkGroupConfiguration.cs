namespace Amazon.Athena.Model;

/// <summary>The settings of a workgroup.</summary>
public class WorkGroupConfiguration
{
    /// <summary>Athena cancels a query that scans more.</summary>
    public long? BytesScannedCutoffPerQuery { get; set; }

    /// <summary>The settings of a query are ignored in favour of these.</summary>
    public bool? EnforceWorkGroupConfiguration { get; set; }

    /// <summary>Where results go.</summary>
    public ResultConfiguration? ResultConfiguration { get; set; }
}
