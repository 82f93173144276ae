namespace Amazon.Athena.Model;

/// <summary>A workgroup.</summary>
public class WorkGroup
{
    /// <summary>Its settings.</summary>
    public WorkGroupConfiguration? Configuration { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Whether it takes queries.</summary>
    public WorkGroupState? State { get; set; }
}
