using System.Text.Json.Nodes;
using CostTool.AwsDouble.Account;

namespace CostTool.AwsDouble.StepFunctions;

/// <summary>An execution of a state machine.</summary>
/// <param name="Document">As DescribeExecution tells it.</param>
internal sealed record DoubleExecution(JsonObject Document)
{
    private readonly List<JsonObject> _history = [];

    public bool Runs => Document.Text("status") == "RUNNING";

    public IReadOnlyList<JsonObject> History => _history;

    public void Tell(string type, double at, string? detailsName = null, JsonObject? details = null)
    {
        var told = new JsonObject { ["timestamp"] = at, ["type"] = type, ["id"] = _history.Count + 1, ["previousEventId"] = _history.Count };
        _history.Add(detailsName is null ? told : told.With(detailsName, details));
    }

    public void End(string status, double at, string? output, string? error, string? cause)
    {
        Document["status"] = status;
        Document["stopDate"] = at;
        Document.With("output", output).With("error", error).With("cause", cause);
        var name = $"execution{status[0]}{status[1..].Replace("_", "", StringComparison.Ordinal).ToLowerInvariant()}EventDetails";
        Tell($"Execution{status[0]}{status[1..].ToLowerInvariant()}", at, name.Replace("Timedout", "TimedOut", StringComparison.Ordinal), output is not null ? new JsonObject { ["output"] = output } : new JsonObject().With("error", error).With("cause", cause));
    }
}
