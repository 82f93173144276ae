namespace Amazon.Athena.Model;

/// <summary>Asks for the settings of a workgroup.</summary>
public class GetWorkGroupRequest : AmazonAthenaRequest
{
    /// <summary>Its name; required.</summary>
    public string? WorkGroup { get; set; }
}
