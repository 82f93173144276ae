using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Task definition family status.</summary>
public class TaskDefinitionFamilyStatus : ConstantClass
{
    /// <summary><c>ACTIVE</c>.</summary>
    public static readonly TaskDefinitionFamilyStatus ACTIVE = new("ACTIVE");

    /// <summary><c>ALL</c>.</summary>
    public static readonly TaskDefinitionFamilyStatus ALL = new("ALL");

    /// <summary><c>INACTIVE</c>.</summary>
    public static readonly TaskDefinitionFamilyStatus INACTIVE = new("INACTIVE");

    /// <summary>A value, known or not.</summary>
    public TaskDefinitionFamilyStatus(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static TaskDefinitionFamilyStatus FindValue(string value) => FindValue<TaskDefinitionFamilyStatus>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator TaskDefinitionFamilyStatus(string value) => FindValue(value);
}
