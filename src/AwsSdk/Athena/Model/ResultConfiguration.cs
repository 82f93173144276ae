namespace Amazon.Athena.Model;

/// <summary>Where results go.</summary>
public class ResultConfiguration
{
    /// <summary>An <c>s3://</c> folder.</summary>
    public string? OutputLocation { get; set; }
}
