using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Task definition field.</summary>
public class TaskDefinitionField : ConstantClass
{
    /// <summary><c>TAGS</c>.</summary>
    public static readonly TaskDefinitionField TAGS = new("TAGS");

    /// <summary>A value, known or not.</summary>
    public TaskDefinitionField(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static TaskDefinitionField FindValue(string value) => FindValue<TaskDefinitionField>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator TaskDefinitionField(string value) => FindValue(value);
}
