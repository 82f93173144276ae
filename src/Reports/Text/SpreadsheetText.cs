using System.Globalization;

namespace CostTool.Reports.Text;

/// <summary>Text from outside as a CSV cell: it does not run as a formula and does not steer a terminal.</summary>
internal static class SpreadsheetText
{
    // OWASP "CSV Injection": the four formula signs, their full-width twins (which some spreadsheets fold), tab, carriage return and line feed.
    private const string FormulaStarts = "=+-@＝＋－＠\t\r\n";

    /// <summary>
    /// The text, with an apostrophe before it where its first character would start a formula. Tabs and line ends stay (CSV quotes them);
    /// other control characters become their code point, such as <c>[U+001B]</c>.
    /// </summary>
    public static string Neutralise(string text)
    {
        var shown = text.Any(IsControl) ? string.Concat(text.Select(Show)) : text;
        return shown.Length > 0 && FormulaStarts.Contains(shown[0], StringComparison.Ordinal) ? "'" + shown : shown;
    }

    private static string Show(char character) =>
        IsControl(character) ? string.Create(CultureInfo.InvariantCulture, $"[U+{(int)character:X4}]") : character.ToString();

    private static bool IsControl(char character) => char.IsControl(character) && character is not ('\t' or '\r' or '\n');
}
