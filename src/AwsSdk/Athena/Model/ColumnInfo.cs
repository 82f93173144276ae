namespace Amazon.Athena.Model;

/// <summary>A column of a result.</summary>
public class ColumnInfo
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>Its type, as Athena names it.</summary>
    public string? Type { get; set; }
}
