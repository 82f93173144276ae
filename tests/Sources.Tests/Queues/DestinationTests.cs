using System.Text;
using CostTool.Sources.Queues.Redis;

namespace CostTool.Sources.Tests.Queues;

/// <summary>The end of an entry of kombu's hash, and the tables of exchanges.</summary>
public sealed class DestinationTests
{
    [Theory]
    [InlineData("""[{"body": "x"}, "", "mail"]""", "", "mail")]
    [InlineData("""dy": "x, \"a\", \"b\"]"}, "news", "press.paris"]""", "news", "press.paris")]
    [InlineData(""", "a\"b, c", "d\\"]""", "a\"b, c", "d\\")]
    [InlineData("""[{},"\u00e9","mail"]""", "é", "mail")]
    [InlineData("[{}, null, \"mail\"]", "", "mail")]
    public void The_last_two_texts_are_exchange_and_routing_key(string end, string exchange, string routingKey) =>
        Assert.Equal(new Destination(exchange, routingKey), Destination.AtEndOf(Encoding.UTF8.GetBytes(end)));

    [Theory]
    [InlineData("")]
    [InlineData("]")]
    [InlineData("""mail"]""")]
    [InlineData("""["mail"]""")]
    [InlineData("""[{}, "news", 3]""")]
    [InlineData("""{"news": "mail"}""")]
    public void What_does_not_end_so_is_none(string end) => Assert.Null(Destination.AtEndOf(Encoding.UTF8.GetBytes(end)));

    [Theory]
    [InlineData("press.*", "press.paris", true)]
    [InlineData("press.*", "press.paris.night", false)]
    [InlineData("press.#", "press", true)]
    [InlineData("#.night", "press.paris.night", true)]
    [InlineData("press.*.night", "press.night", false)]
    public void A_topic_takes_what_its_pattern_matches(string pattern, string routingKey, bool takes) => Assert.Equal(takes, new Binding(pattern, IsPattern: true, "queue").Takes(routingKey));

    [Fact]
    public void A_direct_binding_takes_its_own_key_only() => Assert.False(new Binding("press.*", IsPattern: false, "queue").Takes("press.paris"));
}
