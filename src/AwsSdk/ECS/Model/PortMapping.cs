namespace Amazon.ECS.Model;

/// <summary>Port mappings allow containers to access ports on the host container instance to send or receive traffic.</summary>
public class PortMapping
{
    /// <summary>The application protocol that's used for the port mapping.</summary>
    public ApplicationProtocol? AppProtocol { get; set; }

    /// <summary>The port number on the container that's bound to the user-specified or automatically assigned host port.</summary>
    public int? ContainerPort { get; set; }

    /// <summary>The port number on the container instance to reserve for your container.</summary>
    public int? HostPort { get; set; }

    /// <summary>The name that's used for the port mapping.</summary>
    public string? Name { get; set; }

    /// <summary>The protocol used for the port mapping.</summary>
    public TransportProtocol? Protocol { get; set; }
}
