using Amazon.Runtime;

namespace Amazon.CostExplorer;

/// <summary>Match option.</summary>
public class MatchOption : ConstantClass
{
    /// <summary><c>ABSENT</c>.</summary>
    public static readonly MatchOption ABSENT = new("ABSENT");

    /// <summary><c>CASE_INSENSITIVE</c>.</summary>
    public static readonly MatchOption CASE_INSENSITIVE = new("CASE_INSENSITIVE");

    /// <summary><c>CASE_SENSITIVE</c>.</summary>
    public static readonly MatchOption CASE_SENSITIVE = new("CASE_SENSITIVE");

    /// <summary><c>CONTAINS</c>.</summary>
    public static readonly MatchOption CONTAINS = new("CONTAINS");

    /// <summary><c>ENDS_WITH</c>.</summary>
    public static readonly MatchOption ENDS_WITH = new("ENDS_WITH");

    /// <summary><c>EQUALS</c>.</summary>
    public static readonly MatchOption EQUALS = new("EQUALS");

    /// <summary><c>STARTS_WITH</c>.</summary>
    public static readonly MatchOption STARTS_WITH = new("STARTS_WITH");

    /// <summary>A value, known or not.</summary>
    public MatchOption(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static MatchOption FindValue(string value) => FindValue<MatchOption>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator MatchOption(string value) => FindValue(value);
}
