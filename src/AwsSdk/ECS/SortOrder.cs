using Amazon.Runtime;

namespace Amazon.ECS;

/// <summary>Sort order.</summary>
public class SortOrder : ConstantClass
{
    /// <summary><c>ASC</c>.</summary>
    public static readonly SortOrder ASC = new("ASC");

    /// <summary><c>DESC</c>.</summary>
    public static readonly SortOrder DESC = new("DESC");

    /// <summary>A value, known or not.</summary>
    public SortOrder(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static SortOrder FindValue(string value) => FindValue<SortOrder>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator SortOrder(string value) => FindValue(value);
}
