namespace Amazon.IdentityManagement.Model;

/// <summary>Contains the result of the simulation of a single API operation on a single resource.</summary>
public class ResourceSpecificResult
{
    /// <summary>The result of the simulation of the simulated API operation on the resource; required.</summary>
    public PolicyEvaluationDecisionType? EvalResourceDecision { get; set; }

    /// <summary>The name of the simulated resource, in Amazon Resource Name (ARN) format; required.</summary>
    public string? EvalResourceName { get; set; }

    /// <summary>Context keys that the policies ask for and the request did not give.</summary>
    public List<string>? MissingContextValues { get; set; }
}
