using Amazon.Runtime;

namespace Amazon.Pricing;

/// <summary>Filter type.</summary>
public class FilterType : ConstantClass
{
    /// <summary><c>TERM_MATCH</c>.</summary>
    public static readonly FilterType TERM_MATCH = new("TERM_MATCH");

    /// <summary>A value, known or not.</summary>
    public FilterType(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static FilterType FindValue(string value) => FindValue<FilterType>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator FilterType(string value) => FindValue(value);
}
