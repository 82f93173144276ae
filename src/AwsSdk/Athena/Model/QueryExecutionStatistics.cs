namespace Amazon.Athena.Model;

/// <summary>What a query took.</summary>
public class QueryExecutionStatistics
{
    /// <summary>Bytes read from the table, which are what is charged.</summary>
    public long? DataScannedInBytes { get; set; }

    /// <summary>Time of the engine.</summary>
    public long? EngineExecutionTimeInMillis { get; set; }
}
