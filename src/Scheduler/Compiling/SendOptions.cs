using System.Globalization;
using CostTool.Scheduler.Schedules;

namespace CostTool.Scheduler.Compiling;

/// <summary>What the send options of an entry mean for its schedules.</summary>
/// <param name="MaximumEventAgeSeconds">For the retry policy; null for none.</param>
/// <param name="Caveats">What EventBridge does not do by itself.</param>
internal sealed record SendOptions(int? MaximumEventAgeSeconds, IReadOnlyList<string> Caveats)
{
    private const int ShortestAge = 60;
    private const int LongestAge = 86_400;
    private static readonly string[] BrokerOnly = ["link", "link_error", "chord", "group", "chain", "callbacks", "errbacks"];

    /// <summary>Reads the options of an entry.</summary>
    public static SendOptions Of(CeleryEntry entry)
    {
        List<string> caveats = [];
        int? age = null;
        if ((entry.ExpireSeconds ?? Number(entry, "expires")) is { } expires && !double.IsNaN(expires))
        {
            string written = string.Create(CultureInfo.InvariantCulture, $"{expires:0.######} s");
            if (expires < ShortestAge) caveats.Add($"messages expire after {written}, and EventBridge's shortest age is {ShortestAge} s: compare the scheduled time with the clock in the entry point");
            else if (expires > LongestAge) caveats.Add($"messages expire after {written}, and EventBridge tries for {LongestAge} s at most");
            age = expires < ShortestAge ? ShortestAge : expires > LongestAge ? LongestAge : (int)Math.Floor(expires);
        }
        else if (entry.Options.ContainsKey("expires"))
        {
            caveats.Add("the option expires is a date, which EventBridge has no setting for: compare it with the clock in the entry point");
        }

        if (Number(entry, "countdown") is { } countdown and not 0)
            caveats.Add(string.Create(CultureInfo.InvariantCulture, $"countdown: Celery runs the task {countdown:0.######} s after the fire; shift the schedule or wait in the entry point"));
        if (entry.Options.ContainsKey("eta")) caveats.Add("eta: Celery runs the task at that time, whenever it fires; EventBridge runs it at the fire");
        foreach (string name in BrokerOnly.Where(name => entry.Options.TryGetValue(name, out string? json) && json is not ("null" or "[]")))
            caveats.Add($"{name}: what follows the task needs the broker; keep the entry on a worker, or call it in the task");
        return new SendOptions(age, caveats);
    }

    private static double? Number(CeleryEntry entry, string name)
    {
        if (!entry.Options.TryGetValue(name, out string? json)) return null;
        return double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
    }
}
