using CostTool.Analyzer.Policies;
using CsCheck;

namespace CostTool.Analyzer.Tests.Policies;

public sealed class WorkloadPatternTests
{
    [Theory]
    [InlineData("shop/deployment/web", "shop/deployment/web", true)]
    [InlineData("shop/deployment/web", "shop/deployment/web2", false)]
    [InlineData("shop/deployment/web", "xshop/deployment/web", false)]
    [InlineData("*/deployment/celery-*", "shop/deployment/celery-mail", true)]
    [InlineData("*/deployment/celery-*", "shop/deployment/celery", false)]
    [InlineData("*/deployment/celery-*", "shop/statefulset/celery-mail", false)]
    [InlineData("kube-system/*", "kube-system/daemonset/aws-node", true)]  // a star crosses slashes
    [InlineData("kube-system/*/*", "kube-system/daemonset/aws-node", true)]
    [InlineData("kube-system/*/*", "kube-system/daemonset", false)]        // two slashes are asked for
    [InlineData("m?.large", "m5.large", true)]
    [InlineData("m?.large", "m5a.large", false)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-c-b", false)]
    [InlineData("*b", "abab", true)]             // the last b, not the first
    [InlineData("[ab]", "a", false)]             // brackets are literal
    [InlineData("[ab]", "[ab]", true)]
    [InlineData("Web", "web", false)]
    public void A_pattern_matches_whole_names(string pattern, string name, bool matches) => Assert.Equal(matches, new WorkloadPattern(pattern).Matches(name));

    [Fact]
    public void The_answer_is_that_of_the_plain_definition()
    {
        var texts = Gen.Char["ab/"].Array[0, 8].Select(letters => new string(letters));
        var patterns = Gen.Char["ab/*?"].Array[0, 8].Select(letters => new string(letters));
        Gen.Select(patterns, texts).Sample((pattern, text) => Assert.Equal(Plain(pattern, text), new WorkloadPattern(pattern).Matches(text)));
    }

    [Fact]
    public void A_pattern_made_to_backtrack_still_ends()
    {
        var pattern = new WorkloadPattern(string.Concat(Enumerable.Repeat("a*", 50)) + "b");
        Assert.False(pattern.Matches(new string('a', 20_000)));
    }

    private static bool Plain(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.IsEmpty) return text.IsEmpty;
        if (pattern[0] == '*') return Plain(pattern[1..], text) || (!text.IsEmpty && Plain(pattern, text[1..]));
        return !text.IsEmpty && (pattern[0] == '?' || pattern[0] == text[0]) && Plain(pattern[1..], text[1..]);
    }
}
