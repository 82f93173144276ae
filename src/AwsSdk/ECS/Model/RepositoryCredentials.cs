namespace Amazon.ECS.Model;

/// <summary>The repository credentials for private registry authentication.</summary>
public class RepositoryCredentials
{
    /// <summary>The Amazon Resource Name (ARN) of the secret containing the private repository credentials; required.</summary>
    public string? CredentialsParameter { get; set; }
}
