using System.Text;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Prometheus;
using CostTool.Sources.Tests.UsageFiles;

namespace CostTool.Sources.Tests.Prometheus;

public sealed class PrometheusClientTests
{
    private const string Secret = "s3cr3t-t0ken";
    private const string Good = """{"status":"success","data":{"resultType":"vector","result":[{"metric":{"pod":"a"},"value":[1,"2.5"]}]}}""";
    private readonly PauseClock clock = new();

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_busy_server_is_asked_again_after_growing_pauses(int status)
    {
        await using var server = new FaultServer(new Fault(status, "{}"), new Fault(status, "<html>"), Fault.Answer(Good));
        using var client = Client(server.Url);
        Assert.Equal(2.5, await AskAsync(client));
        // Half of it is jitter, which is 0.5 here: 0.5 s x 0.75, then twice that.
        Assert.Equal([TimeSpan.FromSeconds(0.375), TimeSpan.FromSeconds(0.75)], clock.Pauses);
        Assert.Equal((3, 2), (client.Traffic.Requests, client.Traffic.Retries));
    }

    [Theory]
    [InlineData("Retry-After: 7\r\n", 7)]
    [InlineData("Retry-After: Mon, 23 Nov 2026 12:00:09 GMT\r\n", 9)]
    public async Task The_rest_that_the_server_asks_for_is_given(string header, int seconds)
    {
        await using var server = new FaultServer(new Fault(503, "{}", header), Fault.Answer(Good));
        using var client = Client(server.Url);
        Assert.Equal(2.5, await AskAsync(client));
        Assert.Equal([TimeSpan.FromSeconds(seconds)], clock.Pauses);
    }

    [Fact]
    public async Task A_server_that_asks_for_an_hour_is_given_up_at_once()
    {
        await using var server = new FaultServer(new Fault(429, "{}", "Retry-After: 3600\r\n"));
        using var client = Client(server.Url);
        Assert.Contains("after 1 attempts: status 429", (await Assert.ThrowsAsync<ProblemException>(() => AskAsync(client))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_connection_a_cut_answer_and_text_that_is_no_JSON_are_asked_again()
    {
        await using var server = new FaultServer(new Fault(200, "", Reset: true), new Fault(200, Good, CutAt: 60), Fault.Answer(Good[..60]), Fault.Answer("<html>"), Fault.Answer(Good));
        using var client = Client(server.Url);
        Assert.Equal(2.5, await AskAsync(client));
        Assert.Equal(4, client.Traffic.Retries);
        Assert.True(client.Traffic.Partial >= 2);
    }

    [Fact]
    public async Task An_answer_with_warnings_is_partial_and_not_taken()
    {
        var partial = Good.Replace("\"data\"", "\"warnings\":[\"store 10.0.0.7 is unreachable\"],\"data\"", StringComparison.Ordinal);
        await using var server = new FaultServer(Fault.Answer(partial));
        using var client = Client(server.Url);
        Assert.Contains("partial: store 10.0.0.7 is unreachable", (await Assert.ThrowsAsync<ProblemException>(() => AskAsync(client))).Message, StringComparison.Ordinal);
        Assert.Equal(6, client.Traffic.Partial);
    }

    [Fact]
    public async Task A_remark_on_the_query_is_not_a_partial_answer()
    {
        await using var server = new FaultServer(Fault.Answer(Good.Replace("\"data\"", "\"warnings\":[\"PromQL info: metric might not be a counter\"],\"data\"", StringComparison.Ordinal)));
        using var client = Client(server.Url);
        Assert.Equal(2.5, await AskAsync(client));
    }

    [Theory]
    [InlineData(401, "{}", "COSTTOOL_PROMETHEUS_TOKEN")]
    [InlineData(404, "<html>", "/api/v1/query")]
    [InlineData(302, "", "login page")]
    [InlineData(400, """{"status":"error","errorType":"bad_data","error":"parse error"}""", "parse error")]
    [InlineData(200, """{"status":"error","errorType":"execution","error":"bad matcher"}""", "bad matcher")]
    public async Task A_refusal_is_told_once_with_its_cure(int status, string body, string told)
    {
        await using var server = new FaultServer(new Fault(status, body, status == 302 ? "Location: http://127.0.0.1:1/\r\n" : ""));
        using var client = Client(server.Url);
        var fault = await Assert.ThrowsAsync<ProblemException>(() => AskAsync(client));
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, client.Traffic.Requests);
    }

    [Theory]
    [InlineData(422, "query processing would load too many samples into memory in query execution")]
    [InlineData(400, "exceeded maximum resolution of 11,000 points per timeseries")]
    [InlineData(503, "query timed out in expression evaluation")]
    public async Task A_query_too_large_is_told_apart_from_a_busy_server(int status, string error)
    {
        await using var server = new FaultServer(new Fault(status, $$"""{"status":"error","errorType":"execution","error":"{{error}}"}"""));
        using var client = Client(server.Url);
        await Assert.ThrowsAsync<QueryTooLargeException>(() => AskAsync(client));
        Assert.Equal(1, client.Traffic.Requests);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_waited_for_no_longer_than_asked()
    {
        await using var server = new FaultServer(new Fault(200, "", Silent: true));
        using var client = Client(server.Url, new PauseClock(timeouts: true));
        Assert.Contains("no answer within 600 s", (await Assert.ThrowsAsync<ProblemException>(() => AskAsync(client))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secret_is_sent_and_never_shown()
    {
        await using var server = new FaultServer(Fault.Answer(Good));
        using var client = Client(server.Url);
        await AskAsync(client);
        Assert.Contains($"Authorization: Bearer {Secret}", server.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Credentials().ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, client.Shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prometheus:9090")]
    [InlineData("ftp://prometheus")]
    [InlineData("https://user:hunter2@prometheus")]
    [InlineData("https://prometheus/?token=hunter2")]
    public void An_address_is_bare_http_and_its_secret_is_not_repeated(string address) =>
        Assert.DoesNotContain("hunter2", Assert.Throws<ProblemException>(() => PrometheusClient.Address(address)).Message, StringComparison.Ordinal);

    [Fact]
    public void Credentials_come_from_the_environment_or_from_a_file()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("token", $"{Secret}\n");
        Assert.Equal(Secret, PrometheusCredentials.Read(_ => null, file, null).Header!.Parameter);
        var basic = PrometheusCredentials.Read(name => name switch { PrometheusCredentials.UserVariable => "ann", PrometheusCredentials.PasswordVariable => "p:w", _ => null }, null, null);
        Assert.Equal(Convert.ToBase64String("ann:p:w"u8), basic.Header!.Parameter);
        Assert.Null(PrometheusCredentials.Read(_ => null, null, null).Header);
        Assert.Throws<ProblemException>(() => PrometheusCredentials.Read(_ => null, folder.In("none"), null));
        Assert.Throws<ProblemException>(() => PrometheusCredentials.Read(name => name == PrometheusCredentials.UserVariable ? "ann" : null, null, null));
        var broken = Assert.Throws<ProblemException>(() => PrometheusCredentials.Read(name => name == PrometheusCredentials.TokenVariable ? $"{Secret}\r\nX: y" : null, null, null));
        Assert.DoesNotContain(Secret, broken.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NaN", double.NaN)]
    [InlineData("+Inf", double.PositiveInfinity)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("1e-7", 1e-7)]
    public async Task Values_are_read_as_Prometheus_writes_them(string text, double value)
    {
        var series = Assert.Single((await ParseAsync("""{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"pod":"a\u00e9","namespace":"n"},"values":[[1.5,"VALUE"],[2,"3"]]}]}}""".Replace("VALUE", text, StringComparison.Ordinal))).Series);
        Assert.Equal("aé", series.Label("pod"));
        Assert.Equal("", series.Label("container"));
        Assert.Equal([(1.5, value), (2, 3)], series.Points);
    }

    [Fact]
    public async Task Labels_and_series_are_read()
    {
        Assert.Equal(["a", "matrix"], (await ParseAsync("""{"status":"success","data":["a","matrix"]}""")).Values);
        Assert.Equal("web", Assert.Single((await ParseAsync("""{"status":"success","data":[{"__name__":"kube_pod_owner","pod":"web"}]}""")).Series).Label("pod"));
        Assert.Empty((await ParseAsync("""{"status":"success","data":{"resultType":"matrix","result":[]}}""")).Series);
    }

    [Theory]
    [InlineData("a\"b\\c\nd", "\"a\\\"b\\\\c\\nd\"")]
    [InlineData("plain", "\"plain\"")]
    public void Text_is_quoted_for_PromQL(string text, string quoted) => Assert.Equal(quoted, PromText.Literal(text));

    [Fact]
    public void Names_in_an_expression_match_themselves_only() => Assert.Equal("\"a\\\\.b|c\\\\|d\"", PromText.AnyOf(["a.b", "c|d"]));

    private static Task<PrometheusAnswer> ParseAsync(string text) =>
        PrometheusAnswer.ReadAsync(new TrickleStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);

    private static async Task<double> AskAsync(PrometheusClient client) =>
        Assert.Single(Assert.Single(await client.QueryAsync("up", 1, TestContext.Current.CancellationToken)).Points).Value;

    private static PrometheusCredentials Credentials() => PrometheusCredentials.Read(name => name == PrometheusCredentials.TokenVariable ? Secret : null, null, null);

    private PrometheusClient Client(string url, PauseClock? other = null) => new(PrometheusConnection.Handler(null), url, Credentials(), other ?? clock, () => 0.5, PauseClock.Timeout);

    /// <summary>Gives one byte at a time, so that every token is split.</summary>
    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
