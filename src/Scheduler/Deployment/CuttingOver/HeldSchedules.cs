using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Scheduler.Deployment.CuttingOver;

/// <summary>Schedules that are disabled because Celery still runs their entries. The schedule itself says so, in its description, so that nothing else has to remember it.</summary>
/// <remarks>
/// While a schedule is held, its state belongs to the switch: a comparison takes DISABLED and the mark for planned, and an apply that changes anything else keeps both. One that is disabled without the mark was
/// disabled by someone else, and shows as a difference.
/// </remarks>
public static class HeldSchedules
{
    /// <summary>CloudFormation's type of what can be held.</summary>
    public const string Type = "AWS::Scheduler::Schedule";

    private const string Mark = " held, Celery runs it;";
    private const int LongestDescription = 512;

    /// <summary>The description of a schedule that is not held: the mark of ownership and the entry that it runs.</summary>
    public static string DescriptionOf(string deployment, string entry, string task, string celerySchedule) => Ownership.Describe(deployment, $"{entry}: {task}, {celerySchedule}");

    /// <summary>Whether a schedule is held.</summary>
    public static bool IsHeld(LiveResource live)
    {
        ArgumentNullException.ThrowIfNull(live);
        return live.Type == Type && live.Properties["State"] is TextValue { Text: "DISABLED" } && live.Properties["Description"] is TextValue { Text: var text } && MarkAt(text) >= 0;
    }

    /// <summary>The state as it is to be while some schedules are held: those that are so in the account, and those of <paramref name="newOnes"/> that are not there yet.</summary>
    /// <param name="state">What should be once everything is switched.</param>
    /// <param name="live">What is.</param>
    /// <param name="newOnes">Logical ids of schedules to make held.</param>
    public static DesiredState Keep(DesiredState state, LiveState live, IReadOnlySet<string> newOnes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(live);
        ArgumentNullException.ThrowIfNull(newOnes);
        var there = live.Resources.Where(resource => resource.Type == Type).ToLookup(resource => resource.PhysicalName, StringComparer.Ordinal);
        return state with
        {
            Resources =
            [
                .. state.Resources.Select(resource =>
                    resource.Type == Type && (there[resource.PhysicalName].FirstOrDefault() is { } schedule ? schedule.Owner == state.Name && IsHeld(schedule) : newOnes.Contains(resource.LogicalId))
                        ? resource with { Properties = WithState(resource.Properties, enabled: false) }
                        : resource),
            ],
        };
    }

    /// <summary>The properties of a schedule that is turned on, or held.</summary>
    public static MapValue WithState(MapValue properties, bool enabled)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var members = properties.Members.ToDictionary(StringComparer.Ordinal);
        // What the plan itself leaves disabled stays so without the mark.
        if (!enabled && members.GetValueOrDefault("State") is TextValue { Text: "DISABLED" }) return properties;
        members["State"] = new TextValue(enabled ? "ENABLED" : "DISABLED");
        if (members.GetValueOrDefault("Description") is TextValue { Text: var text }) members["Description"] = new TextValue(enabled ? Unmarked(text) : Marked(text));
        return new MapValue(members);
    }

    private static string Marked(string text)
    {
        var border = text.IndexOf(';', StringComparison.Ordinal) + 1;
        if (border == 0 || MarkAt(text) >= 0) return text;
        var whole = text[..border] + Mark + text[border..];
        return whole.Length > LongestDescription ? whole[..LongestDescription] : whole;
    }

    private static string Unmarked(string text) => MarkAt(text) is >= 0 and var at ? text.Remove(at, Mark.Length) : text;

    private static int MarkAt(string text)
    {
        var border = text.IndexOf(';', StringComparison.Ordinal) + 1;
        return border > 0 && text.AsSpan(border).StartsWith(Mark, StringComparison.Ordinal) ? border : -1;
    }
}
