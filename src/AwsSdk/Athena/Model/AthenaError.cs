namespace Amazon.Athena.Model;

/// <summary>Why a query failed.</summary>
public class AthenaError
{
    /// <summary>1 system, 2 user, 3 other.</summary>
    public int? ErrorCategory { get; set; }

    /// <summary>In words.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>A number of the list in the Athena user guide.</summary>
    public int? ErrorType { get; set; }

    /// <summary>The same query may succeed when sent again.</summary>
    public bool? Retryable { get; set; }
}
