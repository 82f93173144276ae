namespace Amazon.ECS.Model;

/// <summary>An object representing the secret to expose to your container.</summary>
public class Secret
{
    /// <summary>The name of the secret; required.</summary>
    public string? Name { get; set; }

    /// <summary>The secret to expose to the container; required.</summary>
    public string? ValueFrom { get; set; }
}
