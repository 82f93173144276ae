using System.Runtime.InteropServices;
using System.Text;
using CostTool.Scheduler.History;

namespace CostTool.Sources.Celery;

/// <summary>Joins the events of each task id into runs. A run is handed on some time after its end; memory holds open and lately ended runs only.</summary>
/// <remarks>
/// Events of several processes come out of order, so an ended run waits until as many others have ended as <c>EndedHeld</c>: a late
/// <c>task-sent</c> still finds it. Runs without an end (lost events, Ignore) would pile up: beyond <c>OpenHeld</c> the oldest is handed on as unfinished.
/// </remarks>
internal sealed class EventFold(TaskProfileBuilder profiles)
{
    private const int EndedHeld = 16_384;
    private const int OpenHeld = 262_144;

    private readonly Dictionary<UInt128, Run> runs = [];
    private readonly Queue<UInt128> ended = [];
    private readonly Queue<(UInt128 Id, long Serial)> opened = [];
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private long serial;
    private int open;

    /// <summary>Runs handed on without an end because too many were open.</summary>
    public long GivenUp { get; private set; }

    public void Add(in CeleryEvent found)
    {
        var id = Identity(found.Uuid);
        // Nothing is added to the dictionary while this reference is held.
        ref var run = ref CollectionsMarshal.GetValueRefOrAddDefault(runs, id, out var known);
        if (!known)
        {
            run = new Run(++serial);
            opened.Enqueue((id, serial));
            if (opened.Count > 2 * OpenHeld) ForgetEnded();
            open++;
        }

        run.Name ??= Text(found.Name);
        run.Queue ??= Text(found.Queue);
        var at = found.Timestamp;
        switch (found.Kind)
        {
            case EventKind.Sent:
                run.FirstSent = Earlier(run.FirstSent, at);
                // A retry is sent again with an eta of its own; only the first message says whether the run was to start later.
                if (run.Retries == 0) run.Delayed |= found.HasEta;
                break;
            case EventKind.Received:
                run.FirstReceived = Earlier(run.FirstReceived, at);
                if (run.Retries == 0) run.Delayed |= found.HasEta;
                break;
            case EventKind.Started:
                if (run.Retries == 0) run.FirstStarted = Earlier(run.FirstStarted, at);
                run.Started = at;
                break;
            case EventKind.Retried:
                profiles.AddRetriedAttempt(run.Name, Known(at - run.Started));
                run.Retries++;
                run.Started = double.NaN;
                break;
            default:
                End(ref run, id, found);
                break;
        }

        if (ended.Count > EndedHeld) HandOn(ended.Dequeue());
        if (open > OpenHeld) GiveUpOldest();
    }

    /// <summary>Hands on everything that is left.</summary>
    public void Flush()
    {
        foreach (var (_, run) in runs.OrderBy(pair => pair.Value.Serial)) profiles.Add(run.ToTaskRun());
        runs.Clear();
    }

    private void End(ref Run run, UInt128 id, in CeleryEvent found)
    {
        // Some workers report an end twice, such as a revoked task that is rejected too: the first counts.
        if (run.Outcome != TaskOutcome.Unfinished) return;
        (run.Outcome, run.Runtime) = found.Kind switch
        {
            EventKind.Succeeded => (TaskOutcome.Succeeded, double.IsNaN(found.Runtime) ? found.Timestamp - run.Started : found.Runtime),
            EventKind.Failed => (TaskOutcome.Failed, found.Timestamp - run.Started),
            EventKind.Revoked => (TaskOutcome.Revoked, found.Timestamp - run.Started),
            _ => (TaskOutcome.Rejected, found.Timestamp - run.Started),
        };
        open--;
        ended.Enqueue(id);
    }

    private void HandOn(UInt128 id)
    {
        if (runs.Remove(id, out var run)) profiles.Add(run.ToTaskRun());
    }

    private void GiveUpOldest()
    {
        while (opened.TryDequeue(out var oldest))
        {
            if (!runs.TryGetValue(oldest.Id, out var run) || run.Serial != oldest.Serial || run.Outcome != TaskOutcome.Unfinished) continue;
            runs.Remove(oldest.Id);
            profiles.Add(run.ToTaskRun());
            GivenUp++;
            open--;
            return;
        }
    }

    // The order of opening is asked for open runs only; without this it would grow with the file.
    private void ForgetEnded()
    {
        for (var left = opened.Count; left > 0; left--)
        {
            var next = opened.Dequeue();
            if (runs.TryGetValue(next.Id, out var run) && run.Serial == next.Serial && run.Outcome == TaskOutcome.Unfinished) opened.Enqueue(next);
        }
    }

    private string? Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty || utf8.Length > 512) return null;
        Span<char> chars = stackalloc char[utf8.Length];
        var text = chars[..Encoding.UTF8.GetChars(utf8, chars)];
        var lookup = texts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(text, out var kept)) return kept;
        var added = text.ToString();
        texts[added] = added;
        return added;
    }

    private static double Earlier(double one, double other) => double.IsNaN(one) || other < one ? other : one;

    private static double? Known(double seconds) => double.IsNaN(seconds) ? null : seconds;

    // A Celery id is a UUID in text: its 32 digits are the key. Any other id is hashed to 128 bits, where two ids in 10^18 runs might meet.
    private static UInt128 Identity(ReadOnlySpan<byte> uuid)
    {
        if (uuid.Length == 36 && System.Buffers.Text.Utf8Parser.TryParse(uuid, out Guid id, out var used) && used == 36)
            return MemoryMarshal.Read<UInt128>(MemoryMarshal.AsBytes(new ReadOnlySpan<Guid>(in id)));
        // FNV-1a with its published 128-bit offset and prime.
        var hash = new UInt128(0x6c62272e07bb0142, 0x62b821756295c58d);
        foreach (var part in uuid) hash = unchecked((hash ^ part) * new UInt128(0x0000000001000000, 0x000000000000013b));
        return hash;
    }

    private struct Run(long serial)
    {
        public long Serial = serial;
        public string? Name;
        public string? Queue;
        public double FirstSent = double.NaN;
        public double FirstReceived = double.NaN;
        public double FirstStarted = double.NaN;
        public double Started = double.NaN;
        public double Runtime = double.NaN;
        public int Retries;
        public bool Delayed;
        public TaskOutcome Outcome;

        public readonly TaskRun ToTaskRun()
        {
            var arrived = !double.IsNaN(FirstSent) ? FirstSent : FirstReceived;
            return new TaskRun
            {
                Task = Name,
                Queue = Queue,
                Arrived = UnixTime.Instant(arrived),
                WaitSeconds = Known(FirstStarted - arrived),
                Delayed = Delayed,
                RuntimeSeconds = Known(Runtime),
                // A revoked or rejected run that never started was no attempt.
                Attempted = Outcome is TaskOutcome.Succeeded or TaskOutcome.Failed || (Outcome is TaskOutcome.Revoked or TaskOutcome.Rejected && !double.IsNaN(Started)),
                Retries = Retries,
                Outcome = Outcome,
            };
        }
    }
}

/// <summary>Seconds since 1970 as Celery writes them.</summary>
internal static class UnixTime
{
    // The year 9999; Celery's clocks are nearer.
    private const double Latest = 253_402_300_799;

    /// <summary>The instant, to the microsecond; null for what is none.</summary>
    public static DateTimeOffset? Instant(double seconds) =>
        seconds is >= 0 and <= Latest ? DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(seconds * 1e6) * TimeSpan.TicksPerMicrosecond) : null;
}
