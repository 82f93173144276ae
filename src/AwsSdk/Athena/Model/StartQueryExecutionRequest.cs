namespace Amazon.Athena.Model;

/// <summary>Starts a query.</summary>
public class StartQueryExecutionRequest : AmazonAthenaRequest
{
    /// <summary>Makes the call idempotent, 32 to 128 characters: the same token and parameters start one query.</summary>
    public string? ClientRequestToken { get; set; }

    /// <summary>Where names without a database are looked up.</summary>
    public QueryExecutionContext? QueryExecutionContext { get; set; }

    /// <summary>The statement; required.</summary>
    public string? QueryString { get; set; }

    /// <summary>Where results go, unless the workgroup says so.</summary>
    public ResultConfiguration? ResultConfiguration { get; set; }

    /// <summary>The workgroup; <c>primary</c> if not given.</summary>
    public string? WorkGroup { get; set; }
}
