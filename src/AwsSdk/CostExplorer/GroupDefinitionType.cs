using Amazon.Runtime;

namespace Amazon.CostExplorer;

/// <summary>Group definition type.</summary>
public class GroupDefinitionType : ConstantClass
{
    /// <summary><c>COST_CATEGORY</c>.</summary>
    public static readonly GroupDefinitionType COST_CATEGORY = new("COST_CATEGORY");

    /// <summary><c>DIMENSION</c>.</summary>
    public static readonly GroupDefinitionType DIMENSION = new("DIMENSION");

    /// <summary><c>TAG</c>.</summary>
    public static readonly GroupDefinitionType TAG = new("TAG");

    /// <summary>A value, known or not.</summary>
    public GroupDefinitionType(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static GroupDefinitionType FindValue(string value) => FindValue<GroupDefinitionType>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator GroupDefinitionType(string value) => FindValue(value);
}
