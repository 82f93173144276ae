using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CostTool.Sources.Tests.Prometheus;

/// <summary>What a faulty server does with one request.</summary>
internal sealed record Fault(int Status, string Body, string Headers = "", int? CutAt = null, bool Reset = false, bool Silent = false)
{
    public static Fault Answer(string body) => new(200, body);
}

/// <summary>A loopback server that answers one request after the other as it is told; the last answer is for all that follow.</summary>
internal sealed class FaultServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public FaultServer(params Fault[] faults)
    {
        listener.Start();
        serving = ServeAsync(faults);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public List<string> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving;
        listener.Stop();
        stop.Dispose();
    }

    private async Task ServeAsync(Fault[] faults)
    {
        try
        {
            for (var turn = 0; ; turn++)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                await HandleAsync(client, faults[Math.Min(turn, faults.Length - 1)]);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task HandleAsync(TcpClient client, Fault fault)
    {
        var stream = client.GetStream();
        Requests.Add(await RequestAsync(stream));
        if (fault.Silent)
        {
            await Task.Delay(Timeout.Infinite, stop.Token);
        }

        if (fault.Reset)
        {
            client.LingerState = new LingerOption(true, 0);
            return;
        }

        var body = Encoding.UTF8.GetBytes(fault.Body);
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {fault.Status} x\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{fault.Headers}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop.Token);
        await stream.WriteAsync(body.AsMemory(0, fault.CutAt ?? body.Length), stop.Token);
    }

    private async Task<string> RequestAsync(NetworkStream stream)
    {
        var (buffer, text) = (new byte[65536], "");
        while (true)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var length = text[..end].Split("\r\n").Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Select(line => int.Parse(line.AsSpan(15), CultureInfo.InvariantCulture)).FirstOrDefault();
                if (text.Length >= end + 4 + length) return text;
            }

            var read = await stream.ReadAsync(buffer, stop.Token);
            if (read == 0) return text;
            text += Encoding.ASCII.GetString(buffer, 0, read);
        }
    }
}
