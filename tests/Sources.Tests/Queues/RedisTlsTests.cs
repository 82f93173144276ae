using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Tests.Celery;

namespace CostTool.Sources.Tests.Queues;

/// <summary>A real Redis that speaks TLS only, with a certificate of an authority that the system does not know.</summary>
public sealed class RedisTlsTests : IAsyncLifetime
{
    private readonly ServerProcess server = new("redis");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Authority => Path.Combine(server.Folder, "authority.pem");

    private string Url => $"rediss://127.0.0.1:{server.Port}/0";

    public async ValueTask InitializeAsync()
    {
        try
        {
            BrokerCertificate.Write(server);
            await server.StartAsync(
                "redis-server",
                [
                    "--port", "0", "--tls-port", server.Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--dir", server.Folder, "--tls-auth-clients", "no",
                    "--tls-cert-file", $"{server.Folder}/server.pem", "--tls-key-file", $"{server.Folder}/server.key", "--tls-ca-cert-file", Authority,
                ],
                async () =>
                {
                    using var socket = new TcpClient();
                    await socket.ConnectAsync(IPAddress.Loopback, server.Port);
                });
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task It_is_read_with_its_authority_and_not_without()
    {
        await using var trusting = RedisBacklogTests.Open(Url, RedisBacklogTests.Patient with { AuthorityFile = Authority });
        await RedisBacklogTests.UntilAsync(trusting, ["mail"], counts => counts[0].Ready == 0);
        await using var other = RedisBacklogTests.Open(Url, RedisBacklogTests.Patient);
        Assert.Equal($"rediss://127.0.0.1:{server.Port}: no trusted TLS connection", Assert.Single(await other.ReadAsync(["mail"], Stop)).Unknown);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_not_trusted()
    {
        await using var backlog = RedisBacklogTests.Open(Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), RedisBacklogTests.Patient with { AuthorityFile = Authority });
        Assert.EndsWith("no trusted TLS connection", Assert.Single(await backlog.ReadAsync(["mail"], Stop)).Unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_certificate_is_a_problem()
    {
        server.WriteFile("empty.pem", "");
        Assert.Throws<ProblemException>(() => RedisBacklogTests.Open(Url, RedisBacklogTests.Patient with { AuthorityFile = Path.Combine(server.Folder, "empty.pem") }));
    }
}
