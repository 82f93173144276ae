using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace CostTool.Reports.Charts;

/// <summary>Makes what the drawing library writes fit to stand inside a page and alone.</summary>
internal static partial class ChartSvg
{
    /// <summary>The SVG element alone: scalable, titled, with ids that no other chart on the page has.</summary>
    public static string Clean(string xml, Chart chart)
    {
        var element = xml[xml.IndexOf("<svg", StringComparison.Ordinal)..].ReplaceLineEndings("\n").TrimEnd();
        element = Renumber(element, chart.Name);
        var body = element[(element.IndexOf('>', StringComparison.Ordinal) + 1)..];
        var title = WebUtility.HtmlEncode(chart.Title);
        var description = WebUtility.HtmlEncode(chart.Alternative);
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 {Chart.Width} {chart.Height}" width="{Chart.Width}" height="{chart.Height}" role="img" aria-labelledby="{chart.Name}-title {chart.Name}-description">
            <title id="{chart.Name}-title">{title}</title>
            <desc id="{chart.Name}-description">{description}</desc>{body}
            """).ReplaceLineEndings("\n");
    }

    // The library numbers its ids across the process, so they change from run to run; the place in the file does not.
    private static string Renumber(string element, string prefix)
    {
        var numbers = Id().Matches(element).Select(match => match.Groups[1].Value).Distinct().Index()
            .ToDictionary(item => item.Item, item => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{item.Index}"));
        var renamed = Id().Replace(element, match => $"id=\"{numbers[match.Groups[1].Value]}\"");
        renamed = Reference().Replace(renamed, match => $"url(#{numbers[match.Groups[1].Value]})");
        return Link().Replace(renamed, match => $"href=\"#{numbers[match.Groups[1].Value]}\"");
    }

    /// <summary>A file of its own, with the font inside.</summary>
    public static string Standalone(string element)
    {
        var open = element.IndexOf('>', StringComparison.Ordinal) + 1;
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{element[..open]}\n<style>{FontFaces()}</style>{element[open..]}\n";
    }

    /// <summary>The style rules that bring the font of the charts.</summary>
    public static string FontFaces() => Face("DejaVuSans.woff2", "normal") + Face("DejaVuSans-Bold.woff2", "bold");

    private static string Face(string resource, string weight) =>
        $"@font-face{{font-family:\"{ChartFont.Family}\";font-weight:{weight};src:url(data:font/woff2;base64,{EmbeddedResource.ReadBase64(resource)}) format(\"woff2\")}}";

    [GeneratedRegex("\\bid=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("url\\(#([^)]+)\\)")]
    private static partial Regex Reference();

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex Link();
}
