using Amazon.Runtime;

namespace Amazon.IdentityManagement;

/// <summary>Type of a context key's values.</summary>
public class ContextKeyTypeEnum : ConstantClass
{
    /// <summary><c>binary</c>.</summary>
    public static readonly ContextKeyTypeEnum Binary = new("binary");

    /// <summary><c>binaryList</c>.</summary>
    public static readonly ContextKeyTypeEnum BinaryList = new("binaryList");

    /// <summary><c>boolean</c>.</summary>
    public static readonly ContextKeyTypeEnum Boolean = new("boolean");

    /// <summary><c>booleanList</c>.</summary>
    public static readonly ContextKeyTypeEnum BooleanList = new("booleanList");

    /// <summary><c>date</c>.</summary>
    public static readonly ContextKeyTypeEnum Date = new("date");

    /// <summary><c>dateList</c>.</summary>
    public static readonly ContextKeyTypeEnum DateList = new("dateList");

    /// <summary><c>ip</c>.</summary>
    public static readonly ContextKeyTypeEnum Ip = new("ip");

    /// <summary><c>ipList</c>.</summary>
    public static readonly ContextKeyTypeEnum IpList = new("ipList");

    /// <summary><c>numeric</c>.</summary>
    public static readonly ContextKeyTypeEnum Numeric = new("numeric");

    /// <summary><c>numericList</c>.</summary>
    public static readonly ContextKeyTypeEnum NumericList = new("numericList");

    /// <summary><c>string</c>.</summary>
    public static readonly ContextKeyTypeEnum String = new("string");

    /// <summary><c>stringList</c>.</summary>
    public static readonly ContextKeyTypeEnum StringList = new("stringList");

    /// <summary>A value, known or not.</summary>
    public ContextKeyTypeEnum(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static ContextKeyTypeEnum FindValue(string value) => FindValue<ContextKeyTypeEnum>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator ContextKeyTypeEnum(string value) => FindValue(value);
}
