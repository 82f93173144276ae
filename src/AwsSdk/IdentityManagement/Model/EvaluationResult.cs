namespace Amazon.IdentityManagement.Model;

/// <summary>Contains the results of a simulation of one action on the resources that were named.</summary>
public class EvaluationResult
{
    /// <summary>The name of the API operation tested on the indicated resource; required.</summary>
    public string? EvalActionName { get; set; }

    /// <summary>The result of the simulation; required.</summary>
    public PolicyEvaluationDecisionType? EvalDecision { get; set; }

    /// <summary>The ARN of the resource that the indicated API operation was tested on.</summary>
    public string? EvalResourceName { get; set; }

    /// <summary>Context keys that the policies ask for and the request did not give; without them a condition is not met.</summary>
    public List<string>? MissingContextValues { get; set; }

    /// <summary>What AWS Organizations adds to the decision.</summary>
    public OrganizationsDecisionDetail? OrganizationsDecisionDetail { get; set; }

    /// <summary>What a permissions boundary adds to the decision.</summary>
    public PermissionsBoundaryDecisionDetail? PermissionsBoundaryDecisionDetail { get; set; }

    /// <summary>The individual results of the simulation of the API operation on each resource.</summary>
    public List<ResourceSpecificResult>? ResourceSpecificResults { get; set; }
}
