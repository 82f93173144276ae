using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Task definition status.</summary>
public class TaskDefinitionStatus : ConstantClass
{
    /// <summary><c>ACTIVE</c>.</summary>
    public static readonly TaskDefinitionStatus ACTIVE = new("ACTIVE");

    /// <summary><c>INACTIVE</c>.</summary>
    public static readonly TaskDefinitionStatus INACTIVE = new("INACTIVE");

    /// <summary>A value, known or not.</summary>
    public TaskDefinitionStatus(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static TaskDefinitionStatus FindValue(string value) => FindValue<TaskDefinitionStatus>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator TaskDefinitionStatus(string value) => FindValue(value);
}
