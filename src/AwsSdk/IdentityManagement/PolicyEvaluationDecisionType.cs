using Amazon.Runtime;

namespace Amazon.IdentityManagement;

/// <summary>What a simulation decides.</summary>
public class PolicyEvaluationDecisionType : ConstantClass
{
    /// <summary><c>allowed</c>.</summary>
    public static readonly PolicyEvaluationDecisionType Allowed = new("allowed");

    /// <summary><c>explicitDeny</c>.</summary>
    public static readonly PolicyEvaluationDecisionType ExplicitDeny = new("explicitDeny");

    /// <summary><c>implicitDeny</c>.</summary>
    public static readonly PolicyEvaluationDecisionType ImplicitDeny = new("implicitDeny");

    /// <summary>A value, known or not.</summary>
    public PolicyEvaluationDecisionType(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static PolicyEvaluationDecisionType FindValue(string value) => FindValue<PolicyEvaluationDecisionType>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator PolicyEvaluationDecisionType(string value) => FindValue(value);
}
