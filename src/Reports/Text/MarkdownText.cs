using System.Text;

namespace CostTool.Reports.Text;

/// <summary>Text from outside as Markdown that stays text: no table breaks, no emphasis, no links, no HTML.</summary>
internal static class MarkdownText
{
    private const string Controls = "\\`*_[]<>#+|~&";

    /// <summary>The text made visible, with a backslash before every character that Markdown could take for more.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in VisibleText.Of(text))
        {
            if (Controls.Contains(character, StringComparison.Ordinal)) escaped.Append('\\');
            escaped.Append(character);
        }
        return escaped.ToString();
    }
}
