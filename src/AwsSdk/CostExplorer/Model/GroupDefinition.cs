namespace Amazon.CostExplorer.Model;

/// <summary>Represents a group when you specify a group by criteria or in the response to a query with a specific grouping.</summary>
public class GroupDefinition
{
    /// <summary>The string that represents a key for a specified group.</summary>
    public string? Key { get; set; }

    /// <summary>The string that represents the type of group.</summary>
    public GroupDefinitionType? Type { get; set; }
}
