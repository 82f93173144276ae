using Amazon.Runtime;

namespace Amazon.Scheduler;

/// <summary>Action after completion.</summary>
public class ActionAfterCompletion : ConstantClass
{
    /// <summary><c>DELETE</c>.</summary>
    public static readonly ActionAfterCompletion DELETE = new("DELETE");

    /// <summary><c>NONE</c>.</summary>
    public static readonly ActionAfterCompletion NONE = new("NONE");

    /// <summary>A value, known or not.</summary>
    public ActionAfterCompletion(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static ActionAfterCompletion FindValue(string value) => FindValue<ActionAfterCompletion>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator ActionAfterCompletion(string value) => FindValue(value);
}
