using System.Globalization;
using System.Text;

namespace CostTool.Reports.Text;

/// <summary>Text from outside as a reader may safely see it: nothing in it moves, hides or colours what stands around it.</summary>
internal static class VisibleText
{
    /// <summary>Line ends become <c>⏎</c>, tabs a space; control, bidirectional, zero-width and broken characters become their code point, such as <c>[U+202E]</c>.</summary>
    public static string Of(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n') visible.Append('⏎');
            else if (rune.Value is '\t') visible.Append(' ');
            else if (IsPlain(rune)) visible.Append(rune);
            else visible.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
        }
        return visible.ToString();
    }

    private static bool IsPlain(Rune rune) => rune.Value is >= ' ' and <= '~' || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
