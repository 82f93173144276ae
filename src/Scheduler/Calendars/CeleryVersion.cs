namespace CostTool.Scheduler.Calendars;

/// <summary>A release of Celery: its own rules changed between them.</summary>
/// <param name="Major">Major.</param>
/// <param name="Minor">Minor.</param>
/// <param name="Patch">Patch.</param>
public readonly record struct CeleryVersion(int Major, int Minor, int Patch) : IComparable<CeleryVersion>
{
    /// <summary>The newest release whose rules are known here.</summary>
    public static CeleryVersion Newest { get; } = new(5, 6, 3);

    /// <inheritdoc />
    public int CompareTo(CeleryVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <summary>Older.</summary>
    public static bool operator <(CeleryVersion left, CeleryVersion right) => left.CompareTo(right) < 0;

    /// <summary>Newer.</summary>
    public static bool operator >(CeleryVersion left, CeleryVersion right) => left.CompareTo(right) > 0;

    /// <summary>Older or equal.</summary>
    public static bool operator <=(CeleryVersion left, CeleryVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Newer or equal.</summary>
    public static bool operator >=(CeleryVersion left, CeleryVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Such as <c>5.2.6</c>.</summary>
    public override string ToString() => $"{Major}.{Minor}.{Patch}";
}
