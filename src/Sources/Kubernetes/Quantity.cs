using System.Globalization;
using CostTool.Analyzer.Units;

namespace CostTool.Sources.Kubernetes;

/// <summary>A Kubernetes resource quantity, such as <c>100m</c>, <c>70Mi</c>, <c>1e3</c> or <c>0.5</c>, held exactly.</summary>
/// <remarks>
/// Grammar of k8s.io/apimachinery <c>resource.Quantity</c>: a signed decimal number, then nothing, a binary suffix (Ki … Ei), a decimal suffix (n, u, m, k, M, G, T, P, E)
/// or a decimal exponent (<c>e</c> or <c>E</c> with a signed integer). <c>1E</c> is an exa, <c>1E3</c> a thousand.
/// </remarks>
/// <param name="Value">The amount in whole units: cores, bytes or pieces.</param>
public readonly record struct Quantity(decimal Value)
{
    // Longer texts hold more digits than a decimal keeps exactly; no API server writes one.
    private const int LongestText = 40;

    // A cluster of a million cores or a petabyte of memory on one node or pod is a typing error, and sums of such amounts overflow.
    private const decimal MostMillicores = 1_000_000_000m;
    private const decimal MostBytes = 1L << 50;

    /// <summary>Reads a quantity.</summary>
    /// <returns>False where the text is not one, or has more digits than can be held exactly.</returns>
    public static bool TryParse(string text, out Quantity quantity)
    {
        ArgumentNullException.ThrowIfNull(text);
        quantity = default;
        if (text.Length is 0 or > LongestText) return false;
        var end = NumberLength(text);
        if (end == 0 || !TryScale(text.AsSpan(end), out var factor)) return false;
        try
        {
            var number = decimal.Parse(text.AsSpan(0, end), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            var value = number * factor;
            // A product that lost digits does not come back.
            if (value / factor != number) return false;
            quantity = new Quantity(value);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>The amount as processor, rounded up to the millicore; null where it is negative or more than any machine has.</summary>
    public VCpu? ToCpu() =>
        Value >= 0 && Value <= MostMillicores / 1000m ? VCpu.FromMillicores((long)decimal.Ceiling(Value * 1000m)) : null;

    /// <summary>The amount as memory, rounded up to the byte; null where it is negative or more than any machine has.</summary>
    public MemorySize? ToMemory() => Value is >= 0 and <= MostBytes ? MemorySize.FromBytes((long)decimal.Ceiling(Value)) : null;

    /// <summary>The amount as a count, rounded up; null where it is negative or does not fit.</summary>
    public int? ToCount() => Value is >= 0 and <= int.MaxValue ? (int)decimal.Ceiling(Value) : null;

    private static int NumberLength(string text)
    {
        var at = text[0] is '+' or '-' ? 1 : 0;
        var digits = 0;
        var points = 0;
        for (; at < text.Length; at++)
        {
            if (char.IsAsciiDigit(text[at])) digits++;
            else if (text[at] == '.' && points == 0) points++;
            else break;
        }
        return digits > 0 ? at : 0;
    }

    private static bool TryScale(ReadOnlySpan<char> suffix, out decimal factor)
    {
        factor = suffix switch
        {
            "" => 1m,
            "n" => 0.000_000_001m,
            "u" => 0.000_001m,
            "m" => 0.001m,
            "k" => 1_000m,
            "M" => 1_000_000m,
            "G" => 1_000_000_000m,
            "T" => 1_000_000_000_000m,
            "P" => 1_000_000_000_000_000m,
            "E" => 1_000_000_000_000_000_000m,
            "Ki" => 1L << 10,
            "Mi" => 1L << 20,
            "Gi" => 1L << 30,
            "Ti" => 1L << 40,
            "Pi" => 1L << 50,
            "Ei" => 1L << 60,
            _ => 0m,
        };
        return factor != 0 || TryExponent(suffix, out factor);
    }

    private static bool TryExponent(ReadOnlySpan<char> suffix, out decimal factor)
    {
        factor = 0m;
        if (suffix.Length < 2 || suffix[0] is not ('e' or 'E')) return false;
        // Past 18 either way the amount is above an exa or below what a decimal keeps beside a number.
        if (!int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) || exponent is < -18 or > 18) return false;
        factor = 1m;
        for (var step = 0; step < Math.Abs(exponent); step++) factor = exponent > 0 ? factor * 10m : factor / 10m;
        return true;
    }
}
