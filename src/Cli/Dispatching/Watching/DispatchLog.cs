using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostTool.Scheduler.Dispatching;
using CostTool.Scheduler.Dispatching.Breaking;
using CostTool.Scheduler.Dispatching.Looping;

namespace CostTool.Cli.Dispatching.Watching;

/// <summary>Tells what changed, on a line each: launches, refusals, what befell workers, what does not answer and answers again, the breaker, the lease. A round in which nothing changed is silent.</summary>
/// <param name="output">Where to.</param>
/// <param name="json">A JSON object a line, not text.</param>
internal sealed class DispatchLog(TextWriter output, bool json) : IDispatchWatcher
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);
    private BreakerStage _stage = BreakerStage.Closed;
    private string? _hold;

    public void Saw(DispatchRound round)
    {
        var now = round.Situation.Now;
        foreach (var fault in Unknown(round)) Changed(now, fault);
        foreach (var mended in _faults.Keys.Except(Unknown(round).Select(fault => fault.What)).ToList())
        {
            _faults.Remove(mended);
            Write(now, "info", "answers-again", $"{mended} answers again", ("what", mended));
        }

        if (round.Decision.Hold != _hold)
        {
            _hold = round.Decision.Hold;
            Write(now, _hold is null ? "info" : "warning", _hold is null ? "acting" : "holding", _hold is null ? "launches where needed" : $"launches nothing: {_hold}");
        }

        foreach (var happened in round.Events)
        {
            Write(now, happened.Kind == WorkerEventKind.Ended ? "info" : "warning", "worker", $"worker {happened.WorkerId} {Words(happened.Kind)}{(happened.Reason is { } reason ? $": {reason}" : "")}",
                ("pool", happened.Pool), ("worker", happened.WorkerId), ("kind", happened.Kind.ToString()));
        }

        foreach (var launch in round.Launches) Launch(now, launch);
        if (round.Breaker.Stage == _stage) return;
        _stage = round.Breaker.Stage;
        Write(now, _stage == BreakerStage.Closed ? "info" : "warning", "breaker", _stage switch
        {
            BreakerStage.Closed => "Spot is used again",
            BreakerStage.Open => string.Create(CultureInfo.InvariantCulture, $"on demand until {round.Breaker.Until:HH:mm:ssZ}: {round.Breaker.Why}"),
            BreakerStage.Ready => "the next worker that is needed tries Spot",
            _ => $"worker {round.Breaker.Probe} tries Spot",
        }, ("stage", _stage.ToString()));
    }

    /// <summary>A line of its own, such as at the start and at the end.</summary>
    public void Say(DateTimeOffset now, string name, string text, params IReadOnlyList<(string Name, string? Value)> more) => Write(now, "info", name, text, more);

    /// <summary>The cost of a run, for people.</summary>
    public static string Words(RunCost cost) => string.Create(CultureInfo.InvariantCulture,
        $"{cost.Workers} workers, {cost.SpotSeconds:0} s on Spot for {cost.Spot.Amount:0.000000} USD, {cost.OnDemandSeconds:0} s on demand for {cost.OnDemand.Amount:0.000000} USD, together {cost.Total.Amount:0.000000} USD");

    private static List<DispatchFault> Unknown(DispatchRound round)
    {
        List<DispatchFault> faults = [.. round.Faults.DistinctBy(fault => fault.What)];
        if (faults.All(fault => fault.What != "broker") && round.Situation.Pools.SelectMany(pool => pool.Backlog).FirstOrDefault(queue => queue.Ready is null) is { } unknown)
            faults.Add(new DispatchFault("broker", unknown.Unknown ?? "it does not tell how many messages wait"));
        return faults;
    }

    private void Changed(DateTimeOffset now, DispatchFault fault)
    {
        // Once a change: a broker that is away for a night is not told of every five seconds.
        if (_faults.TryGetValue(fault.What, out var known) && known == fault.Reason) return;
        _faults[fault.What] = fault.Reason;
        Write(now, "warning", "no-answer", $"{fault.What}: {fault.Reason}", ("what", fault.What));
    }

    private void Launch(DateTimeOffset now, LaunchReport launch)
    {
        var order = launch.Order;
        var purchase = order.Purchase == Analyzer.Pricing.PurchaseOption.Spot ? "Spot" : "on demand";
        if (launch.Fault is { } fault) Write(now, "warning", "not-launched", $"pool {order.Pool}: {order.Count} workers ({purchase}) not launched: {fault}", ("pool", order.Pool), ("purchase", purchase));
        if (launch.Outcome is not { } outcome) return;
        if (outcome.Started.Count > 0)
        {
            Write(now, "info", "launched", string.Create(CultureInfo.InvariantCulture, $"pool {order.Pool}: launched {outcome.Started.Count} workers ({purchase})"),
                ("pool", order.Pool), ("purchase", purchase), ("count", outcome.Started.Count.ToString(CultureInfo.InvariantCulture)), ("workers", string.Join(' ', outcome.Started.Select(worker => worker.Id))));
        }

        foreach (var refusal in outcome.Refusals)
            Write(now, "warning", "refused", string.Create(CultureInfo.InvariantCulture, $"pool {order.Pool}: {refusal.Count} workers ({purchase}) refused: {refusal.Reason}"), ("pool", order.Pool), ("purchase", purchase), ("kind", refusal.Kind.ToString()));
    }

    private void Write(DateTimeOffset now, string level, string name, string text, params IReadOnlyList<(string Name, string? Value)> more)
    {
        if (!json)
        {
            // What comes from a platform or a worker must not break the line or move the cursor.
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-ddTHH:mm:ssZ} {(level == "info" ? "" : level + ": ")}{string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter))}"));
            return;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("time", now);
            writer.WriteString("level", level);
            writer.WriteString("event", name);
            writer.WriteString("message", text);
            foreach (var (key, value) in more) writer.WriteString(key, value);
            writer.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static string Words(WorkerEventKind kind) => kind switch
    {
        WorkerEventKind.Interrupted => "was interrupted",
        WorkerEventKind.FailedToStart => "did not start",
        WorkerEventKind.OutOfMemory => "was out of memory",
        WorkerEventKind.Failed => "failed",
        _ => "ended",
    };
}
