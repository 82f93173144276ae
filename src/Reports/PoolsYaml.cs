using System.Globalization;
using System.Text;
using CostTool.Reports.Patches;
using CostTool.Scheduler.Planning;

namespace CostTool.Reports;

/// <summary>The section <c>dispatch:</c> of costtool.yaml that the drains of a plan need, ready to be put there.</summary>
internal static class PoolsYaml
{
    private const int LongestName = 20;

    /// <summary>The section; null where the plan has no drains.</summary>
    public static string? Of(SchedulePlan plan)
    {
        var drained = plan.Sets.Where(set => set.Drain is not null).ToList();
        if (drained.Count == 0) return null;
        var text = new StringBuilder("# Workers that `costtool schedule plan` chose. Put this section into costtool.yaml: `schedule apply` makes them, and `costtool dispatch` starts them.\n");
        text.Append("dispatch:\n  pools:\n");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (set, drain) in drained.Select(set => (set, set.Drain!)))
        {
            text.Append(CultureInfo.InvariantCulture, $"    # {drain.Policy}: {drain.Monthly.Usd} a month{(set.WaitAfter is { } wait ? string.Create(CultureInfo.InvariantCulture, $", p95 wait {wait.P95Seconds:0.#} s") : "")}; {Starter(drain)}\n");
            text.Append(CultureInfo.InvariantCulture, $"    - name: {Unused(Name(set.Queues[0]), names)}\n");
            text.Append(CultureInfo.InvariantCulture, $"      queues: [{string.Join(", ", set.Queues.Select(PatchText.Yaml))}]\n");
            var pool = drain.Pool;
            foreach (var (key, value) in (ReadOnlySpan<(string, object?)>)
            [
                ("vcpu", pool.VCpu), ("memory_gib", pool.MemoryGib), ("concurrency", pool.Concurrency), ("deadline_seconds", pool.DeadlineSeconds), ("idle_seconds", pool.IdleSeconds),
                ("max_workers", pool.MaxWorkers), ("task_seconds", pool.TaskSeconds), ("every_minutes", pool.EveryMinutes), ("spot", pool.Spot ? "true" : "false"),
            ])
                if (value is not null) text.Append(CultureInfo.InvariantCulture, $"      {key}: {(value is decimal number ? number.ToString("0.######", CultureInfo.InvariantCulture) : value)}\n");
        }

        return text.ToString();
    }

    private static string Starter(PlannedDrain drain) => drain.Strategy switch
    {
        Strategy.DrainWoken when drain.Pool.WorkersPerStart == 1 => "the runner's wake starts it",
        Strategy.DrainWoken => "the runner's wake starts one, more need the dispatcher",
        Strategy.DrainScheduled when drain.Pool.WorkersPerStart == 1 => "a rule starts it, unless one still works",
        Strategy.DrainScheduled => "a rule starts one unless one still works, more need the dispatcher",
        _ => "the dispatcher starts them",
    };

    private static string Name(string queue)
    {
        var letters = string.Concat(queue.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')).Trim('-');
        if (letters.Length == 0 || !char.IsAsciiLetter(letters[0])) letters = "q-" + letters;
        return letters[..Math.Min(LongestName, letters.Length)].TrimEnd('-');
    }

    private static string Unused(string name, HashSet<string> names)
    {
        var free = name;
        for (var copy = 2; !names.Add(free); copy++)
        {
            var end = string.Create(CultureInfo.InvariantCulture, $"-{copy}");
            free = name[..Math.Min(name.Length, LongestName - end.Length)] + end;
        }

        return free;
    }
}
