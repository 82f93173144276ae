using System.Globalization;

namespace CostTool.EndToEnd.Dispatching;

/// <summary>One line that a task wrote.</summary>
/// <param name="Starts">It began; otherwise it ended.</param>
/// <param name="Number">Number of the task.</param>
/// <param name="Worker">Process id of its worker.</param>
/// <param name="At">Seconds since 1970.</param>
internal sealed record TaskNote(bool Starts, int Number, int Worker, double At);

/// <summary>What tasks wrote about themselves, read as it grows.</summary>
/// <param name="path">The file.</param>
internal sealed class TaskNotes(string path)
{
    private readonly List<TaskNote> _notes = [];
    private readonly HashSet<int> _ended = [];
    private readonly HashSet<int> _workers = [];
    private long _read;

    public string Path => path;

    public IReadOnlyList<TaskNote> All => _notes;

    /// <summary>Tasks that ended once at least.</summary>
    public IReadOnlySet<int> Ended => _ended;

    /// <summary>Workers that have begun a task.</summary>
    public IReadOnlySet<int> Workers => _workers;

    public void Read()
    {
        if (!File.Exists(path)) return;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(_read, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        // Lines are whole, as each is one write.
        _read += text.Length;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            var note = new TaskNote(words[0] == "start", int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture), double.Parse(words[3], CultureInfo.InvariantCulture));
            _notes.Add(note);
            _workers.Add(note.Worker);
            if (!note.Starts) _ended.Add(note.Number);
        }
    }
}
