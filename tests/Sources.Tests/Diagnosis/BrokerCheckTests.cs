using System.Net;
using System.Net.Sockets;
using System.Text;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Diagnosis;
using CostTool.Sources.Diagnosis.Celery;
using CostTool.Sources.Queues;

namespace CostTool.Sources.Tests.Diagnosis;

/// <summary>The greeting of brokers, against servers that answer as Redis and RabbitMQ do.</summary>
public sealed class BrokerCheckTests
{
    private const string Password = "planted-p@ss/word";

    [Theory]
    [InlineData("", FindingLevel.Ok, "Redis answers", "+PONG\r\n")]
    [InlineData(":{0}@", FindingLevel.Ok, "takes the password", "+OK\r\n", "+PONG\r\n")]
    [InlineData("", FindingLevel.Failed, "asks for a password", "-NOAUTH Authentication required.\r\n")]
    [InlineData(":{0}@", FindingLevel.Failed, "refuses the password (-WRONGPASS)", "-WRONGPASS invalid username-password pair or user is disabled.\r\n")]
    [InlineData(":{0}@", FindingLevel.Failed, "refuses the password (-ERR)", "-ERR invalid password\r\n")]
    [InlineData(":{0}@", FindingLevel.Warning, "asks for no password", "-ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?\r\n")]
    [InlineData("", FindingLevel.Warning, "loading", "-LOADING Redis is loading the dataset in memory\r\n")]
    [InlineData("", FindingLevel.Failed, "no Redis", "HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("", FindingLevel.Failed, "ends the connection without a greeting")]
    public async Task Redis_is_told_by_its_answers(string credentials, FindingLevel level, string what, params string[] answers)
    {
        using var server = new Answering([.. answers.Select(Encoding.ASCII.GetBytes)]);
        var finding = await GreetAsync($"redis://{string.Format(System.Globalization.CultureInfo.InvariantCulture, credentials, Password)}127.0.0.1:{server.Port}/0");
        Assert.Equal(level, finding.Level);
        Assert.Contains(what, finding.What, StringComparison.Ordinal);
        if (credentials.Length > 0) Assert.Contains($"AUTH\r\n${Password.Length}\r\n{Password}\r\n", server.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMQP_is_told_by_the_frame_that_starts_a_connection()
    {
        // Frame: method, channel 0, size; class 10, method 10.
        using var server = new Answering([[1, 0, 0, 0, 0, 0, 4, 0, 10, 0, 10, 0xCE]]);
        var finding = await GreetAsync($"amqp://shop:{Password}@127.0.0.1:{server.Port}/shop");
        Assert.Equal(FindingLevel.Ok, finding.Level);
        Assert.StartsWith("AMQP", server.Heard, StringComparison.Ordinal);
        using var other = new Answering([[.. "AMQP"u8, 3, 1, 0, 0]]);
        Assert.Contains("speaks AMQP 1.0.0", (await GreetAsync($"amqp://127.0.0.1:{other.Port}//")).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis://cache.example", "redis://cache.example:6379")]
    [InlineData("rediss://:a/b@c@cache.example:6380/1", "rediss://cache.example:6380")]
    [InlineData("amqp://guest:guest@mq.example//;amqp://second", "amqp://mq.example:5672")]
    [InlineData("amqps://mq.example", "amqps://mq.example:5671")]
    [InlineData("redis:///0", "redis://localhost:6379")]
    [InlineData("sqs://", "sqs://")]
    public void A_URL_is_shown_without_its_password(string text, string shown) => Assert.Equal(shown, BrokerUrl.Parse(text, _ => null, "here").ToString());

    [Theory]
    [InlineData("planted-p@ss/word")]
    [InlineData("planted-p@ss/word://host")]
    public void What_is_no_URL_is_refused_and_not_repeated(string text)
    {
        var problem = Assert.Throws<ProblemException>(() => BrokerUrl.Parse(text, _ => null, "here")).Problems[0];
        Assert.DoesNotContain("planted", problem.ToString(), StringComparison.Ordinal);
    }

    private static async Task<Finding> GreetAsync(string url)
    {
        var finding = Assert.Single(await new BrokerCheck(url, "here", _ => null).LookAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("planted", finding.ToString(), StringComparison.Ordinal);
        return finding;
    }

    /// <summary>Answers each thing that it hears with the next answer, and hangs up after the last.</summary>
    private sealed class Answering : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly StringBuilder _heard = new();
        private readonly byte[][] _answers;

        public Answering(byte[][] answers)
        {
            _answers = answers;
            _listener.Start();
            _ = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public string Heard => _heard.ToString();

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            using var client = await _listener.AcceptTcpClientAsync();
            var buffer = new byte[1024];
            foreach (var answer in _answers)
            {
                var read = await client.GetStream().ReadAsync(buffer);
                _heard.Append(Encoding.Latin1.GetString(buffer, 0, read));
                await client.GetStream().WriteAsync(answer);
            }
        }
    }
}
