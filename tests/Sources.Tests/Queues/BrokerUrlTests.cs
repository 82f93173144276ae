using CostTool.Analyzer.Problems;
using CostTool.Sources.Queues;

namespace CostTool.Sources.Tests.Queues;

/// <summary>What stands behind the host of a broker's URL.</summary>
public sealed class BrokerUrlTests
{
    [Theory]
    [InlineData("redis://cache", 0)]
    [InlineData("redis://cache/", 0)]
    [InlineData("redis://:p@cache:6380/3", 3)]
    [InlineData("redis:///2", 2)]
    [InlineData("rediss://cache/1?ssl_cert_reqs=required", 1)]
    public void The_database_of_Redis_is_the_path(string url, int database) => Assert.Equal(database, Parsed(url).Database);

    [Fact]
    public void A_database_that_is_no_number_is_a_problem() => Assert.Throws<ProblemException>(() => Parsed("redis://cache/shop").Database);

    [Theory]
    [InlineData("amqp://mq", "/")]
    [InlineData("amqp://mq/", "/")]
    [InlineData("amqp://mq//", "/")]
    [InlineData("amqp://mq/%2F", "/")]
    [InlineData("amqp://mq/shop", "shop")]
    [InlineData("amqp://user:a/b@c@mq:5672/%2Fshop?heartbeat=10", "/shop")]
    public void The_virtual_host_of_RabbitMQ_is_the_path_as_kombu_cuts_it(string url, string virtualHost) => Assert.Equal(virtualHost, Parsed(url).VirtualHost);

    private static BrokerUrl Parsed(string url) => BrokerUrl.Parse(url, _ => null, "here");
}
