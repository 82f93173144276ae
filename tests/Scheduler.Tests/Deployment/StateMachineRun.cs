using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostTool.Scheduler.Tests.Deployment;

/// <summary>What a service answers a task state: a result, or an error with its cause.</summary>
internal sealed record Answer(JsonNode? Result, string? Error = null, string? Cause = null)
{
    public static Answer Stopped(string? stopCode) => new(stopCode is null ? new JsonObject() : new JsonObject { ["StopCode"] = stopCode });

    public static Answer Failed(string stopCode) => new(null, "States.TaskFailed", new JsonObject { ["StopCode"] = stopCode, ["Containers"] = new JsonArray() }.ToJsonString());

    public static Answer Fails(string error, string cause = "said so") => new(null, error, cause);
}

/// <summary>Interprets the states of Amazon States Language that the fallback machine uses; anything else is an error of the test.</summary>
/// <remarks>Written from the specification of the language: Task, Pass, Wait, Choice, Map, Succeed and Fail, JSONPath by members and places, two intrinsic functions, Retry and Catch.</remarks>
internal sealed class StateMachineRun
{
    private readonly JsonObject machine;
    private readonly Func<string, string, JsonObject, Answer> services;
    private readonly JsonObject context = new() { ["Execution"] = new JsonObject { ["Name"] = "e1" } };

    /// <param name="machine">The definition.</param>
    /// <param name="services">Answers a task: name of the state, resource, parameters.</param>
    public StateMachineRun(JsonObject machine, Func<string, string, JsonObject, Answer> services) => (this.machine, this.services) = (machine, services);

    /// <summary>States entered and retries, in order; both are billed.</summary>
    public List<string> Transitions { get; } = [];

    /// <summary>Seconds that states waited.</summary>
    public int Waited { get; private set; }

    public string Status { get; private set; } = "";

    public string? FailedWith { get; private set; }

    public string? Because { get; private set; }

    public StateMachineRun Start(JsonObject input)
    {
        try
        {
            Steps(machine, input.DeepClone());
            Status = "SUCCEEDED";
        }
        catch (StateError failed)
        {
            (Status, FailedWith, Because) = ("FAILED", failed.Name, failed.Reason);
        }

        return this;
    }

    private JsonNode? Steps(JsonObject states, JsonNode? data)
    {
        var name = (string)states["StartAt"]!;
        for (var guard = 0; guard < 100; guard++)
        {
            Transitions.Add(name);
            var state = (JsonObject)states["States"]![name]!;
            var (next, output) = Step(name, state, data);
            if (next is null) return output;
            (name, data) = (next, output);
        }

        throw new InvalidOperationException("the machine does not end");
    }

    private (string? Next, JsonNode? Output) Step(string name, JsonObject state, JsonNode? data)
    {
        switch ((string)state["Type"]!)
        {
            case "Succeed": return (null, data);
            case "Fail":
                throw new StateError(
                    (string?)state["Error"] ?? (string)Path((string)state["ErrorPath"]!, data)!,
                    (string?)state["Cause"] ?? (string)Path((string)state["CausePath"]!, data)!);
            case "Pass": return After(state, Placed(state, data, Filled(state["Parameters"], data)));
            case "Wait":
                Waited += (int)state["Seconds"]!;
                return After(state, data);
            case "Choice":
                var chosen = ((JsonArray)state["Choices"]!).Cast<JsonObject>().FirstOrDefault(rule => Holds(rule, data));
                return ((string)(chosen?["Next"] ?? state["Default"])!, data);
            case "Task": return Guarded(name, state, data, () => Call(name, state, data));
            case "Map": return Guarded(name, state, data, () => Each(state, data));
            default: throw new InvalidOperationException($"no state of type {state["Type"]}");
        }
    }

    private JsonNode? Call(string name, JsonObject state, JsonNode? data)
    {
        if ((string?)state["TimeoutSecondsPath"] is { } path && (int)Path(path, data)! <= 0) throw new InvalidOperationException("no timeout");
        var answer = services(name, (string)state["Resource"]!, (JsonObject)Filled(state["Parameters"], data)!);
        return answer.Error is null ? answer.Result?.DeepClone() : throw new StateError(answer.Error, answer.Cause ?? "");
    }

    private JsonArray Each(JsonObject state, JsonNode? data)
    {
        var results = new JsonArray();
        foreach (var item in (JsonArray)Path((string)state["ItemsPath"]!, data)!)
        {
            context["Map"] = new JsonObject { ["Item"] = new JsonObject { ["Value"] = item!.DeepClone() } };
            results.Add(Steps((JsonObject)state["ItemProcessor"]!, Filled(state["ItemSelector"], data))?.DeepClone());
        }

        return results;
    }

    private (string? Next, JsonNode? Output) Guarded(string name, JsonObject state, JsonNode? data, Func<JsonNode?> work)
    {
        var retried = new Dictionary<JsonNode, int>();
        while (true)
        {
            try
            {
                return After(state, Placed(state, data, work()));
            }
            catch (StateError failed)
            {
                var retry = (state["Retry"] as JsonArray)?.FirstOrDefault(rule => Catches(rule!, failed.Name));
                if (retry is not null && retried.GetValueOrDefault(retry) < (int)retry["MaxAttempts"]!)
                {
                    Assert.InRange((int)retry["IntervalSeconds"]!, 1, (int)retry["MaxDelaySeconds"]!);
                    retried[retry] = retried.GetValueOrDefault(retry) + 1;
                    Transitions.Add(name);
                    continue;
                }

                var handler = (state["Catch"] as JsonArray)?.FirstOrDefault(rule => Catches(rule!, failed.Name));
                if (handler is null) throw;
                return ((string)handler["Next"]!, Placed((JsonObject)handler, data, new JsonObject { ["Error"] = failed.Name, ["Cause"] = failed.Reason }));
            }
        }
    }

    // States.TaskFailed stands for every error but a timeout; States.ALL for every error.
    private static bool Catches(JsonNode rule, string error) => ((JsonArray)rule["ErrorEquals"]!).Any(name =>
        (string)name! == error || (string)name! == "States.ALL" || ((string)name! == "States.TaskFailed" && error != "States.Timeout"));

    private static (string?, JsonNode?) After(JsonObject state, JsonNode? data) => ((bool?)state["End"] ?? false ? null : (string)state["Next"]!, data);

    private static JsonNode? Placed(JsonObject state, JsonNode? data, JsonNode? result)
    {
        if ((string?)state["ResultPath"] is not { } path) return result;
        var output = (JsonObject)data!.DeepClone();
        output[path["$.".Length..]] = result?.DeepClone();
        return output;
    }

    private bool Holds(JsonObject rule, JsonNode? data)
    {
        if (rule["And"] is JsonArray all) return all.All(inner => Holds((JsonObject)inner!, data));
        if (rule["Or"] is JsonArray any) return any.Any(inner => Holds((JsonObject)inner!, data));
        var path = (string)rule["Variable"]!;
        if (rule["IsPresent"] is { } present) return Found(path, data) == (bool)present;
        var value = Path(path, data);
        if (rule["StringEquals"] is { } text) return value!.GetValueKind() is JsonValueKind.String && (string)value! == (string)text!;
        if (rule["StringEqualsPath"] is { } other) return (string)value! == (string)Path((string)other!, data)!;
        if (rule["BooleanEquals"] is { } flag) return value!.GetValueKind() is JsonValueKind.True or JsonValueKind.False && (bool)value! == (bool)flag!;
        if (rule["StringMatches"] is { } start) return ((string)value!).StartsWith(((string)start!).TrimEnd('*'), StringComparison.Ordinal);
        throw new InvalidOperationException($"no such rule: {rule.ToJsonString()}");
    }

    private bool Found(string path, JsonNode? data)
    {
        try
        {
            return Path(path, data) is not null;
        }
        catch (StateError)
        {
            return false;
        }
    }

    private JsonNode? Path(string path, JsonNode? data)
    {
        var at = path.StartsWith("$$.", StringComparison.Ordinal) ? context : data;
        foreach (var step in path.TrimStart('$').Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, place) = step.Split('[', ']') is [var list, var index, _] ? (list, int.Parse(index, CultureInfo.InvariantCulture)) : (step, -1);
            at = at is JsonObject map && map.TryGetPropertyValue(name, out at) ? at : throw new StateError("States.Runtime", $"nothing at {path}");
            if (place >= 0) at = at is JsonArray items && place < items.Count ? items[place] : throw new StateError("States.Runtime", $"nothing at {path}");
        }

        return at;
    }

    private JsonNode? Filled(JsonNode? template, JsonNode? data) => template switch
    {
        JsonObject map => new JsonObject(map.Select(member => member.Key.EndsWith(".$", StringComparison.Ordinal)
            ? KeyValuePair.Create(member.Key[..^2], Evaluated((string)member.Value!, data)?.DeepClone())
            : KeyValuePair.Create(member.Key, Filled(member.Value, data)))),
        JsonArray list => new JsonArray([.. list.Select(item => Filled(item, data))]),
        null => data?.DeepClone(),
        _ => template.DeepClone(),
    };

    private JsonNode? Evaluated(string expression, JsonNode? data)
    {
        if (!expression.StartsWith("States.", StringComparison.Ordinal)) return Path(expression, data);
        var arguments = expression[(expression.IndexOf('(', StringComparison.Ordinal) + 1)..^1];
        if (expression.StartsWith("States.StringToJson(", StringComparison.Ordinal)) return JsonNode.Parse((string)Path(arguments, data)!);
        if (!expression.StartsWith("States.Format('", StringComparison.Ordinal)) throw new InvalidOperationException($"no such function: {expression}");
        var end = arguments.LastIndexOf("', ", StringComparison.Ordinal);
        return string.Format(CultureInfo.InvariantCulture, arguments[1..end].Replace("{}", "{0}", StringComparison.Ordinal), (string)Path(arguments[(end + 3)..], data)!);
    }

    private sealed class StateError(string name, string reason) : Exception($"{name}: {reason}")
    {
        public string Name { get; } = name;

        public string Reason { get; } = reason;
    }
}
