using System.Globalization;

namespace CostTool.Cli.Dispatching.Processes;

/// <summary>What Linux tells of the processes of this machine.</summary>
internal static class ProcessTable
{
    // Fields of /proc/PID/stat after the name, counted from the state (proc(5): state is the third field, session the sixth, starttime the twenty-second).
    private const int SessionField = 3;
    private const int StartField = 19;

    /// <summary>Whether the session that a process opened still has a process in it.</summary>
    /// <param name="leader">Id of the process that opened it.</param>
    /// <param name="startTime">When that one began, in clock ticks since the machine did: ids are given again, pairs are not.</param>
    public static bool SessionLives(int leader, long startTime)
    {
        // While anything is left in a session its id is not given to another process, so a leader that began at another time means that all of it is gone.
        if (Read(leader) is { } found) return found.Start == startTime && (!found.Dead || Members(leader));
        return Members(leader);
    }

    private static bool Members(int session)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(id) is { } found && found.Session == session && !found.Dead) return true;
        }

        return false;
    }

    // Null where there is no such process (any more).
    private static (int Session, long Start, bool Dead)? Read(int id)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            // The name stands in brackets and may hold anything, also brackets.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[SessionField], CultureInfo.InvariantCulture), long.Parse(fields[StartField], CultureInfo.InvariantCulture), fields[0] is "Z" or "X");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return null;
        }
    }
}
