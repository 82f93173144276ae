using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>Standard unit.</summary>
public class StandardUnit : ConstantClass
{
    /// <summary><c>Bits</c>.</summary>
    public static readonly StandardUnit Bits = new("Bits");

    /// <summary><c>Bits/Second</c>.</summary>
    public static readonly StandardUnit BitsSecond = new("Bits/Second");

    /// <summary><c>Bytes</c>.</summary>
    public static readonly StandardUnit Bytes = new("Bytes");

    /// <summary><c>Bytes/Second</c>.</summary>
    public static readonly StandardUnit BytesSecond = new("Bytes/Second");

    /// <summary><c>Count</c>.</summary>
    public static readonly StandardUnit Count = new("Count");

    /// <summary><c>Count/Second</c>.</summary>
    public static readonly StandardUnit CountSecond = new("Count/Second");

    /// <summary><c>Gigabits</c>.</summary>
    public static readonly StandardUnit Gigabits = new("Gigabits");

    /// <summary><c>Gigabits/Second</c>.</summary>
    public static readonly StandardUnit GigabitsSecond = new("Gigabits/Second");

    /// <summary><c>Gigabytes</c>.</summary>
    public static readonly StandardUnit Gigabytes = new("Gigabytes");

    /// <summary><c>Gigabytes/Second</c>.</summary>
    public static readonly StandardUnit GigabytesSecond = new("Gigabytes/Second");

    /// <summary><c>Kilobits</c>.</summary>
    public static readonly StandardUnit Kilobits = new("Kilobits");

    /// <summary><c>Kilobits/Second</c>.</summary>
    public static readonly StandardUnit KilobitsSecond = new("Kilobits/Second");

    /// <summary><c>Kilobytes</c>.</summary>
    public static readonly StandardUnit Kilobytes = new("Kilobytes");

    /// <summary><c>Kilobytes/Second</c>.</summary>
    public static readonly StandardUnit KilobytesSecond = new("Kilobytes/Second");

    /// <summary><c>Megabits</c>.</summary>
    public static readonly StandardUnit Megabits = new("Megabits");

    /// <summary><c>Megabits/Second</c>.</summary>
    public static readonly StandardUnit MegabitsSecond = new("Megabits/Second");

    /// <summary><c>Megabytes</c>.</summary>
    public static readonly StandardUnit Megabytes = new("Megabytes");

    /// <summary><c>Megabytes/Second</c>.</summary>
    public static readonly StandardUnit MegabytesSecond = new("Megabytes/Second");

    /// <summary><c>Microseconds</c>.</summary>
    public static readonly StandardUnit Microseconds = new("Microseconds");

    /// <summary><c>Milliseconds</c>.</summary>
    public static readonly StandardUnit Milliseconds = new("Milliseconds");

    /// <summary><c>None</c>.</summary>
    public static readonly StandardUnit None = new("None");

    /// <summary><c>Percent</c>.</summary>
    public static readonly StandardUnit Percent = new("Percent");

    /// <summary><c>Seconds</c>.</summary>
    public static readonly StandardUnit Seconds = new("Seconds");

    /// <summary><c>Terabits</c>.</summary>
    public static readonly StandardUnit Terabits = new("Terabits");

    /// <summary><c>Terabits/Second</c>.</summary>
    public static readonly StandardUnit TerabitsSecond = new("Terabits/Second");

    /// <summary><c>Terabytes</c>.</summary>
    public static readonly StandardUnit Terabytes = new("Terabytes");

    /// <summary><c>Terabytes/Second</c>.</summary>
    public static readonly StandardUnit TerabytesSecond = new("Terabytes/Second");

    /// <summary>A value, known or not.</summary>
    public StandardUnit(string value)
        : base(value)
    {
    }

    /// <summary>The known value of that text, or a new one.</summary>
    public static StandardUnit FindValue(string value) => FindValue<StandardUnit>(value);

    /// <summary>The value of that text.</summary>
    public static implicit operator StandardUnit(string value) => FindValue(value);
}
