using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Planning;

/// <summary>Which queue an entry's messages go to.</summary>
internal static class QueueRouting
{
    // Celery's own name for it where task_default_queue is not set.
    private const string CelerysDefault = "celery";

    /// <summary>The entry's own queue, else that of the first route that matches its task, else the default one; null where a route is code.</summary>
    public static string? QueueOf(CeleryEntry entry, CeleryFacts facts) => entry.Queue ?? QueueOf(entry.Task, facts);

    /// <summary>The queue of a task that is sent without one: that of the first route that matches it, else the default one; null where a route is code.</summary>
    public static string? QueueOf(string task, CeleryFacts facts)
    {
        foreach (var route in facts.Routes)
        {
            if (route.Custom is not null) return null;
            if (route.Pattern is { } pattern && Matches(pattern, task)) return route.Queue ?? facts.DefaultQueue ?? CelerysDefault;
        }

        return facts.DefaultQueue ?? CelerysDefault;
    }

    private static bool Matches(string pattern, string task)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1) return pattern == task;
        if (!task.StartsWith(parts[0], StringComparison.Ordinal)) return false;
        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = task.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + part.Length;
        }

        return task.Length - at >= parts[^1].Length && task.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
