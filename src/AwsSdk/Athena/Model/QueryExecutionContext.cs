namespace Amazon.Athena.Model;

/// <summary>Where names are looked up.</summary>
public class QueryExecutionContext
{
    /// <summary>The data catalog; <c>AwsDataCatalog</c> if not given.</summary>
    public string? Catalog { get; set; }

    /// <summary>The database.</summary>
    public string? Database { get; set; }
}
