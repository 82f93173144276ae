using System.Globalization;
using CostTool.Analyzer.Units;

namespace CostTool.Reports.Text;

/// <summary>Numbers for machines: invariant, no thousands separators, no exponent.</summary>
internal static class Numbers
{
    private const string AllDigits = "0.############################";
    private const string AtLeastCents = "0.00##########################";

    /// <summary>Exact dollars with at least two decimals: what was summed is what is printed.</summary>
    public static string Money(Usd usd) => usd.Amount.ToString(AtLeastCents, CultureInfo.InvariantCulture);

    /// <summary>Every digit of a number, without trailing zeros.</summary>
    public static string Exact(decimal number) => number.ToString(AllDigits, CultureInfo.InvariantCulture);

    /// <summary>A number to six decimals, for ratios that have no end.</summary>
    public static string Rounded(decimal number) =>
        decimal.Round(number, 6, MidpointRounding.AwayFromZero).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>The first instant of a day, UTC.</summary>
    public static string Midnight(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";
}
