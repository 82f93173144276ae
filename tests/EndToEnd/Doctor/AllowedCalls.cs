using CostTool.AwsDouble;
using CostTool.Scheduler.Permissions;

namespace CostTool.EndToEnd.Doctor;

/// <summary>The calls that a run of a command made, against its row of permissions.</summary>
internal static class AllowedCalls
{
    /// <summary>Services whose prefix in IAM is not the name of their model.</summary>
    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.Ordinal) { ["stepfunctions"] = "states", ["service-quotas"] = "servicequotas" };

    /// <summary>Every call is one that the row allows, or one that needs no permission.</summary>
    /// <param name="command">As in the table; a command without a row may ask nothing.</param>
    /// <param name="calls">What the double was asked.</param>
    public static void Are(string command, IEnumerable<RecordedCall> calls)
    {
        var row = PermissionTable.Commands.FirstOrDefault(known => known.Command == command)?.Permissions ?? [];
        var allowed = row.Select(permission => permission.Action).Concat(PermissionTable.FreeCalls).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(calls.Select(Action).Where(action => !allowed.Contains(action)).Distinct().Order(StringComparer.Ordinal));
    }

    private static string Action(RecordedCall call)
    {
        var parts = call.Name.Split(':');
        return $"{Prefixes.GetValueOrDefault(parts[0], parts[0])}:{parts[1]}";
    }
}
