namespace Amazon.Athena.Model;

/// <summary>Rows of a result. The first row of the first page of a SELECT holds the names of the columns.</summary>
public class ResultSet
{
    /// <summary>What the columns are.</summary>
    public ResultSetMetadata? ResultSetMetadata { get; set; }

    /// <summary>The rows.</summary>
    public List<Row>? Rows { get; set; }
}
