using System.Net;
using System.Text.RegularExpressions;

namespace CostTool.Reports.Tests.Fixtures;

/// <summary>Just enough HTML reading to find what our own page says.</summary>
internal static partial class HtmlPage
{
    /// <summary>The page without drawings and fonts, which are compared elsewhere and make diffs unreadable.</summary>
    public static string WithoutDrawings(string html) => Policy().Replace(Style().Replace(Drawing().Replace(html, "<svg/>"), "<style/>"), "style-src 'sha256-…'");

    /// <summary>Text of each cell of the row with an id of the model, first lines only.</summary>
    public static IReadOnlyList<string> Row(string html, string id)
    {
        var row = Rows().Matches(html).Single(match => WebUtility.HtmlDecode(match.Groups["id"].Value) == id).Groups["cells"].Value;
        return [.. Cells().Matches(row).Select(match => WebUtility.HtmlDecode(Tags().Replace(Small().Replace(match.Groups["cell"].Value, ""), "")))];
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Drawing();

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("style-src 'sha256-[^']+'")]
    private static partial Regex Policy();

    [GeneratedRegex("<tr id=\"[^\"]*\" data-id=\"(?<id>[^\"]*)\"[^>]*>(?<cells>.*?)</tr>", RegexOptions.Singleline)]
    private static partial Regex Rows();

    [GeneratedRegex("<t[hd][^>]*>(?<cell>.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cells();

    [GeneratedRegex("<span class=\"sub\">.*?</span>", RegexOptions.Singleline)]
    private static partial Regex Small();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}
