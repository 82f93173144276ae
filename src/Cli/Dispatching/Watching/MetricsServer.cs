using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CostTool.Analyzer.Problems;

namespace CostTool.Cli.Dispatching.Watching;

/// <summary>Serves <c>/metrics</c> and <c>/healthz</c> over HTTP: one answer a connection, nothing to send, nothing to change.</summary>
internal sealed class MetricsServer : IAsyncDisposable
{
    private const int LongestHead = 8 * 1024;
    private const int MostAtOnce = 16;
    private static readonly TimeSpan LongestExchange = TimeSpan.FromSeconds(5);

    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _places = new(MostAtOnce);
    private readonly DispatchMetrics _metrics;
    private readonly Func<bool> _healthy;
    private readonly Task _accepting;

    private MetricsServer(TcpListener listener, DispatchMetrics metrics, Func<bool> healthy)
    {
        (_listener, _metrics, _healthy) = (listener, metrics, healthy);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Begins to listen.</summary>
    /// <param name="address">Address to bind to.</param>
    /// <param name="port">Port; 0 for any that is free.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="healthy">Whether rounds are being made.</param>
    /// <exception cref="ProblemException">The port is taken, or the address is none of this machine's.</exception>
    public static MetricsServer Start(IPAddress address, int port, DispatchMetrics metrics, Func<bool> healthy)
    {
        var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
        }
        catch (SocketException fault)
        {
            listener.Dispose();
            throw new ProblemException(new Problem($"metrics cannot be served on {address}:{port.ToString(CultureInfo.InvariantCulture)}: {fault.Message}", "--metrics-port", "choose a free port, and an address of this machine"));
        }

        return new MetricsServer(listener, metrics, healthy);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await _places.WaitAsync(_stop.Token);
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException && _stop.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        bound.CancelAfter(LongestExchange);
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                var (status, body) = Answer(await HeadAsync(stream, bound.Token));
                var bytes = Encoding.UTF8.GetBytes(body);
                var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n");
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head), bound.Token);
                await stream.WriteAsync(bytes, bound.Token);
            }
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException)
        {
            // Who asked is gone, or slow on purpose.
        }
        finally
        {
            _places.Release();
        }
    }

    private (string Status, string Body) Answer(string head) => head.Split("\r\n")[0].Split(' ') switch
    {
        ["GET", "/metrics", _] => ("200 OK", _metrics.Page()),
        ["GET", "/healthz", _] => _healthy() ? ("200 OK", "ok\n") : ("503 Service Unavailable", "no round lately\n"),
        ["GET", _, _] => ("404 Not Found", "/metrics and /healthz are here\n"),
        _ => ("405 Method Not Allowed", "only GET\n"),
    };

    private static async Task<string> HeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestHead];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0) break;
            length += read;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0) break;
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
