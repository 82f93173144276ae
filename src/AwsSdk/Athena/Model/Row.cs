namespace Amazon.Athena.Model;

/// <summary>A row of a result.</summary>
public class Row
{
    /// <summary>Its cells.</summary>
    public List<Datum>? Data { get; set; }
}
