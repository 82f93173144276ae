using System.Globalization;
using CostTool.Sources.Tests.Celery;
using StackExchange.Redis;

namespace CostTool.Sources.Tests.Queues;

/// <summary>A real Redis, from the Debian package, with nothing on disk.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    public const string Password = "planted-p@ss/word";
    private readonly ServerProcess server = new("redis");

    public int Port => server.Port;

    public string Url(int database = 0, string password = Password) => $"redis://:{Uri.EscapeDataString(password)}@127.0.0.1:{Port}/{database}";

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>Ends it without a word.</summary>
    public Task KillAsync() => server.KillAsync();

    public Task StartAsync() => server.StartAsync(
        "redis-server",
        ["--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", server.Folder, "--requirepass", Password],
        async () =>
        {
            await using var connection = await ConnectAsync();
            await connection.GetDatabase().PingAsync();
        });

    public Task<ConnectionMultiplexer> ConnectAsync() =>
        ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions { EndPoints = { { "127.0.0.1", Port } }, Password = Password, AbortOnConnectFail = true, AsyncTimeout = 60_000 });
}
