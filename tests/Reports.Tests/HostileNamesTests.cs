using CostTool.Reports.Tests.Fixtures;
using CostTool.Reports.Text;

namespace CostTool.Reports.Tests;

public sealed class HostileNamesTests(WrittenReports reports) : IClassFixture<WrittenReports>
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("＝1", "'＝1")] // full width
    [InlineData("1=1", "1=1")] // only the first character starts a formula
    [InlineData("a-b", "a-b")]
    [InlineData("", "")]
    [InlineData("\u001b[31m", "[U+001B][31m")]
    [InlineData("a\nb", "a\nb")] // CSV quotes it
    public void Text_cells_never_start_a_formula(string text, string cell) => Assert.Equal(cell, SpreadsheetText.Neutralise(text));

    [Theory]
    [InlineData("plain × é 日本", "plain × é 日本")]
    [InlineData("evil\u202Etxt", "evil[U+202E]txt")]
    [InlineData("zero\u200Bwidth", "zero[U+200B]width")]
    [InlineData("one\r\ntwo\nthree", "one⏎two⏎three")]
    [InlineData("\u001b[2J", "[U+001B][2J")]
    [InlineData("a\tb", "a b")]
    public void What_would_move_or_hide_text_is_shown(string text, string visible) => Assert.Equal(visible, VisibleText.Of(text));

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() => Assert.Equal("\ufffdx", VisibleText.Of('\ud800' + "x"));

    [Theory]
    [InlineData("a|b", "a\\|b")]
    [InlineData("[x](http://y)", "\\[x\\](http://y)")]
    [InlineData("`*_", "\\`\\*\\_")]
    [InlineData("<b>", "\\<b\\>")]
    [InlineData("a\nb", "a⏎b")]
    public void Markdown_stays_text(string text, string escaped) => Assert.Equal(escaped, MarkdownText.Escape(text));

    [Fact]
    public void Numbers_stay_numbers_and_negative_money_gets_no_apostrophe()
    {
        var folder = reports["atelier"];
        Assert.Contains("Repack nodes,repack,-380.50,1389.50,", folder.Read("waterfall.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_name_becomes_markup_in_the_page()
    {
        var folder = reports["hostile"];
        var html = folder.Read("report.html");
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202E', html);
        Assert.DoesNotContain('\0', html);
        Assert.Contains("&lt;script&gt;alert(&#39;ws&#39;)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Single(html.Split("</style>")[1..]);
        Assert.Single(html.Split("</title>\n<style>")[1..]);
    }

    [Fact]
    public void The_page_asks_for_nothing_from_outside()
    {
        var folder = reports["hostile"];
        var html = folder.Read("report.html");
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(?!#)", html);
        Assert.DoesNotMatch("url\\((?!#|data:font/woff2;base64,)", html);
        Assert.DoesNotContain(" style=\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Anchors_are_unique_and_every_local_link_has_its_target()
    {
        var folder = reports["atelier"];
        var html = folder.Read("report.html");
        var ids = System.Text.RegularExpressions.Regex.Matches(html, " id=\"([^\"]*)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
        Assert.All(System.Text.RegularExpressions.Regex.Matches(html, "(?:href=\"#|url\\(#)([^\")]*)").Select(match => match.Groups[1].Value), target => Assert.Contains(target, ids));
    }
}
