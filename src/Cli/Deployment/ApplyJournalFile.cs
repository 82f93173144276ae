using System.Text.Json;
using System.Text.Json.Serialization;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.Deployment.Applying;
using CostTool.Scheduler.Deployment.Comparing;

namespace CostTool.Cli.Deployment;

/// <summary>A line of the journal.</summary>
internal sealed record JournalLine
{
    public required DateTimeOffset At { get; init; }

    /// <summary><c>begin</c>, <c>started</c>, <c>done</c>, <c>failed</c> or <c>end</c>.</summary>
    public required string Event { get; init; }

    public string? Apply { get; init; }

    public string? Deployment { get; init; }

    public string? Plan { get; init; }

    public string? Live { get; init; }

    public string? Action { get; init; }

    public string? Type { get; init; }

    public string? Name { get; init; }

    public string? Problem { get; init; }
}

/// <summary>The generated serializer of journals.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;

/// <summary>A journal that is appended to a file, a line of JSON for each event. Held by whoever holds the deployment's lock.</summary>
/// <remarks>
/// Every line is with the operating system before the step goes on, so that a killed process leaves it; begin, failure and end are on the disk.
/// A power cut may lose the last steps, which does no harm: the account says what is there. A last line without its end was being written when the process was killed, and is cut off.
/// </remarks>
public sealed class ApplyJournalFile : IApplyJournal, IDisposable
{
    private readonly string path;
    private readonly TimeProvider clock;
    private FileStream? file;

    private ApplyJournalFile(string path, TimeProvider clock) => (this.path, this.clock) = (path, clock);

    /// <inheritdoc />
    public ApplyHeader? Interrupted { get; private set; }

    /// <summary>Reads what is there; writes nothing yet.</summary>
    /// <exception cref="ProblemException">A line of it is no line of a journal.</exception>
    public static ApplyJournalFile Open(string path, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(clock);
        return new ApplyJournalFile(path, clock) { Interrupted = File.Exists(path) ? Read(path) : null };
    }

    /// <inheritdoc />
    public void Begin(ApplyHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (file is null)
        {
            // The journal of an apply that ended, or that another plan takes the place of, is of no more use.
            var kept = Interrupted?.Id == header.Id ? WholeLines(path) : 0;
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            file.SetLength(kept);
            file.Seek(0, SeekOrigin.End);
        }

        Interrupted = header;
        Write(New("begin") with { Apply = header.Id, Deployment = header.Deployment, Plan = header.PlanSha256, Live = header.LiveSha256 }, toDisk: true);
    }

    /// <inheritdoc />
    public void Started(Change change) => Write(Of("started", change), toDisk: false);

    /// <inheritdoc />
    public void Done(Change change) => Write(Of("done", change), toDisk: false);

    /// <inheritdoc />
    public void Failed(Change change, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Write(Of("failed", change) with { Problem = problem.ToString() }, toDisk: true);
    }

    /// <inheritdoc />
    public void End()
    {
        Write(New("end"), toDisk: true);
        Interrupted = null;
    }

    /// <inheritdoc />
    public void Dispose() => file?.Dispose();

    private static ApplyHeader? Read(string path)
    {
        var text = File.ReadAllText(path);
        ApplyHeader? open = null;
        var number = 0;
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            var entry = Line(line, FormattableString.Invariant($"{path}:{number}"));
            if (entry is { Event: "begin", Apply: { } id, Deployment: { } deployment, Plan: { } plan, Live: { } live }) open = new ApplyHeader(id, deployment, plan, live);
            else if (entry.Event is "end") open = null;
        }

        return open;
    }

    private static JournalLine Line(string line, string where)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, JournalJson.Default.JournalLine) is { } entry) return entry;
        }
        catch (JsonException)
        {
            // Told below, as a line that holds `null` is.
        }

        throw new ProblemException(new Problem("the journal of the last apply cannot be read", where, "remove the file: nothing is lost but that an interrupted apply is taken for a new one"));
    }

    private static long WholeLines(string path)
    {
        using var read = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var bytes = new byte[read.Length];
        read.ReadExactly(bytes);
        return Array.LastIndexOf(bytes, (byte)'\n') + 1;
    }

    private JournalLine New(string what) => new() { At = clock.GetUtcNow(), Event = what };

    private JournalLine Of(string what, Change change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return New(what) with { Action = change.Kind.ToString().ToLowerInvariant(), Type = change.Type, Name = change.PhysicalName };
    }

    private void Write(JournalLine line, bool toDisk)
    {
        if (file is null) throw new InvalidOperationException("a journal begins before anything is written to it");
        file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, JournalJson.Default.JournalLine), (byte)'\n']);
        file.Flush(toDisk);
    }
}
