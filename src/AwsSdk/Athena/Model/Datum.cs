namespace Amazon.Athena.Model;

/// <summary>A cell of a result.</summary>
public class Datum
{
    /// <summary>The value as text; null for NULL.</summary>
    public string? VarCharValue { get; set; }
}
