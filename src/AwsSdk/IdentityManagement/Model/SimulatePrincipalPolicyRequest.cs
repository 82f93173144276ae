namespace Amazon.IdentityManagement.Model;

/// <summary>Simulates how the policies attached to an IAM entity work with a list of API operations and resources. Nothing is carried out.</summary>
public class SimulatePrincipalPolicyRequest : AmazonIdentityManagementServiceRequest
{
    /// <summary>A list of names of API operations to evaluate in the simulation; required.</summary>
    public List<string>? ActionNames { get; set; }

    /// <summary>A list of context keys and corresponding values for the simulation to use.</summary>
    public List<ContextEntry>? ContextEntries { get; set; }

    /// <summary>Use this parameter only when paginating results and only after you receive a response indicating that the results are truncated.</summary>
    public string? Marker { get; set; }

    /// <summary>Use this only when paginating results to indicate the maximum number of items you want in the response.</summary>
    public int? MaxItems { get; set; }

    /// <summary>The ARN of a user, group, or role whose policies you want to include in the simulation; required.</summary>
    public string? PolicySourceArn { get; set; }

    /// <summary>A list of ARNs of resources to include in the simulation; <c>*</c> if not given.</summary>
    public List<string>? ResourceArns { get; set; }
}
