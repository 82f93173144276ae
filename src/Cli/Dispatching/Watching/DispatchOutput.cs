using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostTool.Scheduler.Dispatching.Deciding;
using CostTool.Scheduler.Dispatching.Looping;

namespace CostTool.Cli.Dispatching.Watching;

/// <summary>Prints decisions: in short, with all reasons, or as one JSON object a round.</summary>
/// <param name="output">Where to.</param>
/// <param name="explain">With the reasons.</param>
/// <param name="json">As JSON.</param>
/// <param name="each">Each round, not only those whose words changed.</param>
internal sealed class DispatchOutput(TextWriter output, bool explain, bool json, bool each) : IDispatchWatcher
{
    private string _last = "";

    public void Saw(DispatchRound round)
    {
        var text = json ? Json(round) : Text(round);
        if (!each && !json && text == _last) return;
        _last = text;
        output.WriteLine(text);
    }

    private string Text(DispatchRound round)
    {
        List<string> lines = [];
        foreach (var pool in round.Decision.Pools)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"{pool.Pool}: {Number(pool.Ready)} waiting, {Number(pool.InFlight)} held, {Number(pool.Running)} running, {Number(pool.Starting)} starting, {Number(pool.Stopping)} stopping, {Number(pool.Missing)} more needed: launch {pool.OnSpot} on Spot, {pool.OnDemand} on demand"));
            if (explain) lines.AddRange(pool.Reasons.Select(reason => "  " + reason));
        }

        return string.Join('\n', lines);
    }

    private static string Json(DispatchRound round)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("round", round.Number);
            writer.WriteString("at", round.Situation.Now);
            writer.WriteString("hold", round.Decision.Hold);
            writer.WriteString("breaker", round.Breaker.Stage.ToString());
            if (round.Decision.Running is { } running) writer.WriteNumber("running_usd_per_hour", running.Amount);
            else writer.WriteNull("running_usd_per_hour");
            writer.WriteNumber("decision_seconds", round.DecisionTime.TotalSeconds);
            writer.WriteStartArray("pools");
            foreach (var pool in round.Decision.Pools) Write(writer, pool);
            writer.WriteEndArray();
            writer.WriteStartArray("launched");
            foreach (var launch in round.Launches)
            {
                writer.WriteStartObject();
                writer.WriteString("pool", launch.Order.Pool);
                writer.WriteString("purchase", launch.Order.Purchase == Analyzer.Pricing.PurchaseOption.Spot ? "spot" : "on-demand");
                writer.WriteNumber("asked", launch.Order.Count);
                writer.WriteStartArray("workers");
                foreach (var worker in launch.Outcome?.Started ?? []) writer.WriteStringValue(worker.Id);
                writer.WriteEndArray();
                writer.WriteStartArray("refusals");
                foreach (var refusal in launch.Outcome?.Refusals ?? []) writer.WriteStringValue(refusal.Reason);
                writer.WriteEndArray();
                writer.WriteString("fault", launch.Fault);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteNumber("cost_usd", round.Cost.Total.Amount);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, PoolDecision pool)
    {
        writer.WriteStartObject();
        writer.WriteString("pool", pool.Pool);
        Number(writer, "ready", pool.Ready);
        Number(writer, "in_flight", pool.InFlight);
        Number(writer, "running", pool.Running);
        Number(writer, "starting", pool.Starting);
        Number(writer, "stopping", pool.Stopping);
        Number(writer, "missing", pool.Missing);
        writer.WriteNumber("launch_spot", pool.OnSpot);
        writer.WriteNumber("launch_on_demand", pool.OnDemand);
        if (pool.OldestWait is { } waited) writer.WriteNumber("oldest_wait_seconds", waited.TotalSeconds);
        else writer.WriteNull("oldest_wait_seconds");
        writer.WriteStartArray("reasons");
        foreach (var reason in pool.Reasons) writer.WriteStringValue(reason);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number) writer.WriteNumber(name, number);
        else writer.WriteNull(name);
    }

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
}
