using System.Globalization;
using System.Numerics;
using System.Text;

namespace CostTool.Scheduler.Calendars;

/// <summary>What Python 3 makes of a text where it differs from .NET: <c>int()</c>, <c>repr()</c> and the regular expression class <c>\w</c>.</summary>
internal static class PythonText
{
    /// <summary>Digits from which CPython's <c>int()</c> refuses a text, to guard against slow conversions.</summary>
    private const int MostDigits = 4300;

    /// <summary>The value of <c>int(text)</c>, or null where it raises ValueError.</summary>
    public static BigInteger? Int(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan();
        while (rest is [var first, ..] && IsSpace(first))
        {
            rest = rest[1..];
        }

        while (rest is [.., var last] && IsSpace(last))
        {
            rest = rest[..^1];
        }

        bool negative = rest is ['-', ..];
        if (rest is ['+' or '-', ..])
        {
            rest = rest[1..];
        }

        var digits = new StringBuilder();
        bool afterDigit = false;
        foreach (Rune rune in rest.EnumerateRunes())
        {
            if (rune.Value == '_' && afterDigit)
            {
                afterDigit = false;
            }
            else if (DecimalDigit(rune) is { } digit)
            {
                digits.Append((char)('0' + digit));
                afterDigit = true;
            }
            else
            {
                return null;
            }
        }

        if (!afterDigit || digits.Length > MostDigits)
        {
            return null;
        }

        BigInteger value = BigInteger.Parse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
        return negative ? -value : value;
    }

    /// <summary>Length in UTF-16 units of the run of <c>\w</c> that a text starts with.</summary>
    public static int WordLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!IsWord(rune))
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    /// <summary><c>repr(text)</c>.</summary>
    public static string Repr(string text)
    {
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var printed = new StringBuilder().Append(quote);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\\' => printed.Append(@"\\"),
                '\n' => printed.Append(@"\n"),
                '\r' => printed.Append(@"\r"),
                '\t' => printed.Append(@"\t"),
                _ when rune.Value == quote => printed.Append('\\').Append(quote),
                _ when IsPrintable(rune) => printed.Append(rune),
                <= 0xff => printed.Append(CultureInfo.InvariantCulture, $@"\x{rune.Value:x2}"),
                <= 0xffff => printed.Append(CultureInfo.InvariantCulture, $@"\u{rune.Value:x4}"),
                _ => printed.Append(CultureInfo.InvariantCulture, $@"\U{rune.Value:x8}"),
            };
        }

        return printed.Append(quote).ToString();
    }

    private static bool IsWord(Rune rune) => rune.Value == '_' || Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    // The four separators U+001C to U+001F are spaces to str.strip() but not to int().
    private static bool IsSpace(char c) => c is (>= '\t' and <= '\r') or ' ' || (c > '\x7f' && char.IsWhiteSpace(c));

    private static int? DecimalDigit(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber ? (int)Rune.GetNumericValue(rune) : null;
}
