using System.Diagnostics;
using System.Globalization;

namespace CostTool.EndToEnd.Dispatching;

/// <summary>A process that a test or anything that it started has started: told by a variable in its environment, whoever its parent is now.</summary>
/// <param name="Id">Process id.</param>
/// <param name="Parent">Id of its parent.</param>
/// <param name="Group">Process group.</param>
/// <param name="Arguments">Command line.</param>
internal sealed record MarkedProcess(int Id, int Parent, int Group, IReadOnlyList<string> Arguments)
{
    /// <summary>Variable that holds the mark.</summary>
    public const string Variable = "COSTTOOL_RIG";

    private bool IsPythonDrain => Path.GetFileName(Arguments[0]).StartsWith("python", StringComparison.Ordinal) && Arguments.Contains("costtool_runner") && Arguments.Contains("drain");

    /// <summary>All that live. A process that ended and was not waited for has no environment any more.</summary>
    public static IReadOnlyList<MarkedProcess> Of(string mark)
    {
        List<MarkedProcess> found = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                if (!File.ReadAllText(Path.Combine(folder, "environ")).Split('\0').Contains($"{Variable}={mark}")) continue;
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                // proc(5): after the name in brackets come state, parent and process group.
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                var arguments = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
                if (arguments.Length > 0) found.Add(new MarkedProcess(id, int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[2], CultureInfo.InvariantCulture), arguments));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at, or is another user's.
                continue;
            }
        }

        return found;
    }

    /// <summary>The drain workers among them: their main processes, not those that run tasks.</summary>
    public static IReadOnlyList<MarkedProcess> Workers(string mark)
    {
        var drains = Of(mark).Where(process => process.IsPythonDrain).ToDictionary(process => process.Id);
        return [.. drains.Values.Where(process => !drains.ContainsKey(process.Parent))];
    }

    /// <summary>Sends a signal to one process.</summary>
    public static void Signal(string signal, int id) => Kill(signal, id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sends a signal to a process group, all of it at once as the end of a container does.</summary>
    public static void SignalGroup(string signal, int group) => Kill(signal, string.Create(CultureInfo.InvariantCulture, $"-{group}"));

    private static void Kill(string signal, string target)
    {
        // What it says of a process that is gone already is of no interest.
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-s", signal, "--", target]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }
}
