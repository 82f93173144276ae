using CostTool.Scheduler.Schedules;

namespace CostTool.Sources.Celery;

/// <summary>The rows of the schedule tables by kind and id. A broken one is held with its reason: only the tasks that use it are refused.</summary>
internal sealed class BeatSchedules
{
    // The order in which PeriodicTask.schedule of django-celery-beat asks for them.
    private static readonly string[] Kinds = ["interval", "crontab", "solar", "clocked"];

    private readonly Dictionary<(string Kind, long Id), (CelerySchedule? Schedule, string? Zone, string? Reason)> rows = [];

    public void Add(string kind, TableRow row, Func<TableRow, (CelerySchedule Schedule, string? Zone)> read)
    {
        if (row.Integer("id") is not { } id) return;
        try
        {
            var (schedule, zone) = read(row);
            rows[(kind, id)] = (schedule, zone, null);
        }
        catch (RefusedException refusal)
        {
            rows[(kind, id)] = (null, null, refusal.Message);
        }
    }

    /// <exception cref="RefusedException">The task has no schedule, or one that is missing or broken.</exception>
    public (CelerySchedule Schedule, string? Zone) Of(TableRow task)
    {
        foreach (var kind in Kinds)
        {
            if (task.Integer($"{kind}_id") is not { } id) continue;
            if (!rows.TryGetValue((kind, id), out var row)) throw new RefusedException($"its {kind} schedule, id `{id}`, is not in the database");
            return row.Schedule is { } schedule ? (schedule, row.Zone) : throw new RefusedException(row.Reason!);
        }

        throw new RefusedException("the row has no schedule");
    }
}
