using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Repair;

namespace CostTool.Sources.Celery;

/// <summary>Reads the answer of Flower's <c>/api/tasks</c>: an object of tasks by id. Args are texts of Python, and are not read.</summary>
public static class FlowerTasks
{
    private const string Fix = "save the answer of Flower's /api/tasks as it is";

    /// <summary>Reads an answer.</summary>
    /// <param name="json">The answer in UTF-8.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="repair">Takes the attempts for a history that can be replayed; null where none is wanted.</param>
    /// <exception cref="ProblemException">Not JSON (with the line), or not an object.</exception>
    public static HistoryReading Read(ReadOnlyMemory<byte> json, string file, HistoryRepair? repair = null)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new ProblemException(new Problem("the JSON is not an object of tasks by id", file, Fix));
            return Fold(document.RootElement, file, repair);
        }
        catch (JsonException fault)
        {
            throw new ProblemException(new Problem($"the text is not JSON at line {fault.LineNumber + 1}", $"{file}:{fault.LineNumber + 1}", Fix));
        }
    }

    private static HistoryReading Fold(JsonElement tasks, string file, HistoryRepair? repair)
    {
        var (profiles, refused, runs) = (new TaskProfileBuilder(), new RefusedRecords(), new List<TaskRun>());
        foreach (var task in tasks.EnumerateObject())
        {
            if (task.Value.ValueKind == JsonValueKind.Object) runs.Add(Run(task.Value));
            else refused.Add(task.Name, "the task is not an object", file);
        }

        foreach (var run in runs.OrderBy(run => run.Arrived))
        {
            profiles.Add(run);
            repair?.Add(RunAttempts.Of(run));
        }

        return new HistoryReading
        {
            Profiles = profiles.Build(),
            Records = runs.Count,
            NamelessRuns = profiles.Nameless,
            RefusedRecords = refused.Count,
            Refused = refused.First,
            Caveats = ["Flower holds the last tasks in memory only, and of a retried task the last attempt"],
        };
    }

    private static TaskRun Run(JsonElement task)
    {
        var (started, arrived) = (Number(task, "started"), Number(task, "sent") ?? Number(task, "received"));
        var outcome = Text(task, "state") switch
        {
            "SUCCESS" => TaskOutcome.Succeeded,
            "FAILURE" => TaskOutcome.Failed,
            "REVOKED" => TaskOutcome.Revoked,
            "REJECTED" => TaskOutcome.Rejected,
            "IGNORED" => TaskOutcome.Ignored,
            _ => TaskOutcome.Unfinished,
        };
        var retries = Number(task, "retries") is >= 0 and < int.MaxValue and var count ? (int)count : 0;
        return new TaskRun
        {
            Task = Text(task, "name"),
            Queue = Text(task, "routing_key"),
            Worker = Text(task, "worker"),
            Arrived = (arrived ?? started) is { } seconds ? UnixTime.Instant(seconds) : null,
            // Of a retried task the times are those of its last attempt, which waited for its countdown.
            WaitSeconds = retries == 0 ? started - arrived : null,
            Delayed = Text(task, "eta") is not null,
            RuntimeSeconds = Number(task, "runtime") ?? (outcome == TaskOutcome.Failed ? Number(task, "failed") - started : null),
            Attempted = outcome is TaskOutcome.Succeeded or TaskOutcome.Failed,
            Retries = retries,
            Outcome = outcome,
        };
    }

    private static string? Text(JsonElement task, string name) => task.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement task, string name) => task.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
