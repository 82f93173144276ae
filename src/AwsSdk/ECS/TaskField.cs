using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Task field.</summary>
public class TaskField : ConstantClass
{
    /// <summary><c>TAGS</c>.</summary>
    public static readonly TaskField TAGS = new("TAGS");

    /// <summary>A value, known or not.</summary>
    public TaskField(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static TaskField FindValue(string value) => FindValue<TaskField>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator TaskField(string value) => FindValue(value);
}
