using CostTool.Scheduler.Dispatching.Looping;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CostTool.Cli.Dispatching.Watching;

/// <summary>Sends traces of rounds, readings and launches by OTLP where the usual variable says where to: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>. The other <c>OTEL_</c> variables hold, too.</summary>
internal static class DispatchTracing
{
    /// <summary>Begins; null where nobody asked for it.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    public static IDisposable? Start(Func<string, string?> environment) =>
        string.IsNullOrEmpty(environment("OTEL_EXPORTER_OTLP_ENDPOINT")) && string.IsNullOrEmpty(environment("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")) ? null
            : Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(resource => resource.AddService("costtool-dispatch", serviceVersion: typeof(DispatchTracing).Assembly.GetName().Version?.ToString(3)))
                .AddSource(DispatchLoop.TraceSource)
                .AddOtlpExporter()
                .Build();
}
