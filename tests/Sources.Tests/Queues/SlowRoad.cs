using System.Net;
using System.Net.Sockets;

namespace CostTool.Sources.Tests.Queues;

/// <summary>Stands between a client and a broker, and can let nothing through.</summary>
internal sealed class SlowRoad : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly int to;

    public SlowRoad(int to)
    {
        this.to = to;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What the broker says is kept back.</summary>
    public bool Closed { get; set; }

    /// <summary>Breaks all connections and takes no more, as when a process is killed.</summary>
    public async Task BreakAsync()
    {
        await end.CancelAsync();
        listener.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        await BreakAsync();
        listener.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await listener.AcceptTcpClientAsync(end.Token));
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        var stop = end.Token;
        using (near)
        using (var far = new TcpClient())
        {
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, to, stop);
                await Task.WhenAny(CopyAsync(near, far, keep: false, stop), CopyAsync(far, near, keep: true, stop));
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException)
            {
                // One of the two ends is gone.
            }
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient into, bool keep, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, stop) is > 0 and var count)
            {
                while (keep && Closed) await Task.Delay(10, stop);
                await into.GetStream().WriteAsync(buffer.AsMemory(0, count), stop);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two ends is gone.
        }
    }
}
