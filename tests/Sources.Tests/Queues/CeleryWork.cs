using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostTool.Sources.Tests.Queues;

/// <summary>Messages for a queue.</summary>
internal sealed record Order(string Queue, int Count)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Priority { get; init; }

    /// <summary>Through the topic exchange <c>news</c>, to which the queue is bound with this.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Binding { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RoutingKey { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Exchange => Binding is null ? null : "news";
}

/// <summary>A real Celery, from the Debian package, that publishes tasks and holds them.</summary>
internal sealed class CeleryWork(string broker, string transportOptions = "{}")
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task PublishAsync(params Order[] orders)
    {
        using var process = Started("publish");
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(orders, Json));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors + await output);
    }

    /// <summary>A worker that takes so many messages and finishes none.</summary>
    public IAsyncDisposable Hold(string queues, int count)
    {
        var process = Started("work", queues, count.ToString(CultureInfo.InvariantCulture));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new Worker(process);
    }

    private Process Started(params string[] arguments)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Queues", "Data", "celery_work.py");
        var start = new ProcessStartInfo("/usr/bin/python3", ["-B", script, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BROKER_URL"] = broker;
        start.Environment["TRANSPORT_OPTIONS"] = transportOptions;
        // Celery asks for leave to run as root with nothing else.
        start.Environment["C_FORCE_ROOT"] = "1";
        return Process.Start(start)!;
    }

    private sealed class Worker(Process process) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
