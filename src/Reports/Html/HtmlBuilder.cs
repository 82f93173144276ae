using System.Net;
using System.Text;
using CostTool.Reports.Text;

namespace CostTool.Reports.Html;

/// <summary>Builds HTML. Whatever goes through <see cref="Text"/> is made visible and encoded; only <see cref="Raw"/> takes markup, and only ours.</summary>
internal sealed class HtmlBuilder
{
    private readonly StringBuilder html = new(1 << 16);

    /// <summary>Markup that stands in our source.</summary>
    public HtmlBuilder Raw(string markup)
    {
        html.Append(markup);
        return this;
    }

    /// <summary>Text from anywhere.</summary>
    public HtmlBuilder Text(string text)
    {
        html.Append(Encode(text));
        return this;
    }

    /// <summary>An element with text in it.</summary>
    public HtmlBuilder Element(string tag, string text, string attributes = "") =>
        Raw($"<{tag}{(attributes.Length == 0 ? "" : " " + attributes)}>").Text(text).Raw($"</{tag}>\n");

    /// <summary>A heading with its anchor.</summary>
    public HtmlBuilder Heading(string id, string text, bool newPage = false) =>
        Raw(newPage ? $"<h2 id=\"{id}\" class=\"page\">" : $"<h2 id=\"{id}\">").Text(text).Raw("</h2>\n");

    /// <summary>A paragraph.</summary>
    public HtmlBuilder Paragraph(string text, string? style = null) => Element("p", text, style is null ? "" : $"class=\"{style}\"");

    /// <summary>The page so far.</summary>
    public override string ToString() => html.ToString();

    /// <summary>Text made visible and encoded, for element content and for quoted attributes.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(VisibleText.Of(text));

    /// <summary>An anchor made from an id of the model: the id itself, white space replaced because an HTML id may hold none.</summary>
    public static string Anchor(string id) => Encode(string.Join('_', VisibleText.Of(id).Split(' ')));
}
