using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>Why Athena refused a call for now.</summary>
public class ThrottleReason : ConstantClass
{
    /// <summary>As many queries run as the account may.</summary>
    public static readonly ThrottleReason CONCURRENT_QUERY_LIMIT_EXCEEDED = new("CONCURRENT_QUERY_LIMIT_EXCEEDED");

    /// <summary>A value, known or not.</summary>
    public ThrottleReason(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static ThrottleReason FindValue(string value) => FindValue<ThrottleReason>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator ThrottleReason(string value) => FindValue(value);
}
