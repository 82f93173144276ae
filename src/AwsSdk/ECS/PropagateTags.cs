using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Propagate tags.</summary>
public class PropagateTags : ConstantClass
{
    /// <summary><c>NONE</c>.</summary>
    public static readonly PropagateTags NONE = new("NONE");

    /// <summary><c>SERVICE</c>.</summary>
    public static readonly PropagateTags SERVICE = new("SERVICE");

    /// <summary><c>TASK_DEFINITION</c>.</summary>
    public static readonly PropagateTags TASK_DEFINITION = new("TASK_DEFINITION");

    /// <summary>A value, known or not.</summary>
    public PropagateTags(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static PropagateTags FindValue(string value) => FindValue<PropagateTags>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator PropagateTags(string value) => FindValue(value);
}
