using System.Globalization;
using CostTool.Scheduler.Deployment;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Cli.Deployment;

/// <summary>Changes as people read them: a line for each resource that changes, and under it a line for each property.</summary>
public static class ChangeText
{
    private const string Indent = "      ";

    /// <summary>The lines of everything but what stays as it is, in the order in which it is done, and a summary.</summary>
    public static IEnumerable<StyledLine> Of(ChangeSet changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return changes.Changes.Where(change => change.Kind is not ChangeKind.None).SelectMany(Of).Append(new StyledLine(Summary(changes)));
    }

    /// <summary>How many there are of each, such as <c>3 to create, 1 to change, 0 to remove, 21 unchanged</c>.</summary>
    public static string Summary(ChangeSet changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var counts = changes.Changes.CountBy(change => change.Kind).ToDictionary();
        int Count(ChangeKind kind) => counts.GetValueOrDefault(kind);
        List<string> parts = [Say(Count(ChangeKind.Create), "to create"), Say(Count(ChangeKind.Update), "to change")];
        if (Count(ChangeKind.Replace) > 0) parts.Add(Say(Count(ChangeKind.Replace), "to replace"));
        parts.Add(Say(Count(ChangeKind.Delete), "to remove"));
        if (Count(ChangeKind.Refuse) > 0) parts.Add(Say(Count(ChangeKind.Refuse), "not ours"));
        parts.Add(Say(Count(ChangeKind.None), "unchanged"));
        return string.Join(", ", parts);
    }

    private static string Say(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}");

    private static IEnumerable<StyledLine> Of(Change change)
    {
        var (sign, tone) = change.Kind switch
        {
            ChangeKind.Create => ("+ create", LineTone.Added),
            ChangeKind.Update => ("~ update", LineTone.Changed),
            ChangeKind.Replace => ("-/+ replace", LineTone.Changed),
            ChangeKind.Delete => ("- delete", LineTone.Removed),
            _ => ("! not ours", LineTone.Refused),
        };
        // Why something is made or changed is plain from the line itself.
        var reason = change.Kind is ChangeKind.Create or ChangeKind.Update ? "" : $": {change.Reason}";
        yield return new StyledLine($"{sign} {change.Type} {ValueText.Plain(change.PhysicalName)}{reason}", tone);
        foreach (var line in change.Differences.SelectMany(ShownDifference.Of).SelectMany(Of)) yield return line with { Text = Indent + line.Text };
    }

    private static IEnumerable<StyledLine> Of(PropertyDifference difference)
    {
        var path = ValueText.Plain(difference.Path);
        switch (difference)
        {
            case { Live: null, Desired: { } desired }: return [new StyledLine($"+ {path}: {ValueText.Of(desired)}", LineTone.Added)];
            case { Live: { } live, Desired: null }: return [new StyledLine($"- {path}: {ValueText.Of(live)}", LineTone.Removed)];
            case { Live: ListValue live, Desired: ListValue desired }:
                return
                [
                    new StyledLine($"{path}:"),
                    .. Without(live, desired).Select(item => new StyledLine($"  - {ValueText.Of(item)}", LineTone.Removed)),
                    .. Without(desired, live).Select(item => new StyledLine($"  + {ValueText.Of(item)}", LineTone.Added)),
                ];
            default: return [new StyledLine($"{path}: {ValueText.Of(difference.Live!)} -> {ValueText.Of(difference.Desired!)}", LineTone.Changed)];
        }
    }

    // An item that stands there twice and should once is one less.
    private static List<ResourceValue> Without(ListValue list, ListValue other)
    {
        List<ResourceValue> left = [.. list.Items];
        foreach (var item in other.Items) left.Remove(item);
        return left;
    }
}
