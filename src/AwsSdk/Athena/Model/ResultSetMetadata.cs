namespace Amazon.Athena.Model;

/// <summary>What the columns of a result are.</summary>
public class ResultSetMetadata
{
    /// <summary>In the order of the cells.</summary>
    public List<ColumnInfo>? ColumnInfo { get; set; }
}
