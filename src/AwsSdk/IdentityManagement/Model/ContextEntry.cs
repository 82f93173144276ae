namespace Amazon.IdentityManagement.Model;

/// <summary>Contains information about a condition context key: its name, the type of its values, and the values that are simulated.</summary>
public class ContextEntry
{
    /// <summary>The full name of a condition context key, including the service prefix.</summary>
    public string? ContextKeyName { get; set; }

    /// <summary>The data type of the value (or values) specified in the <c>ContextKeyValues</c> parameter.</summary>
    public ContextKeyTypeEnum? ContextKeyType { get; set; }

    /// <summary>The value (or values, if the condition context key supports multiple values) to provide to the simulation.</summary>
    public List<string>? ContextKeyValues { get; set; }
}
