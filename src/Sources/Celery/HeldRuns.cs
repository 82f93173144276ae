using System.Runtime.InteropServices;
using System.Text;

namespace CostTool.Sources.Celery;

/// <summary>A run that is joined from events.</summary>
internal interface IHeldRun
{
    /// <summary>Its number, in the order in which runs were first seen.</summary>
    long Serial { get; set; }

    /// <summary>Its end was seen.</summary>
    bool HasEnded { get; }
}

/// <summary>Keeps runs by id while their events come, and hands each on some time after its end; memory holds open and lately ended runs only.</summary>
/// <remarks>
/// Events of several processes come out of order, so an ended run waits until as many others have ended as <c>EndedHeld</c>: a late
/// <c>task-sent</c> still finds it. Runs without an end (lost events, Ignore) would pile up: beyond <c>OpenHeld</c> the oldest is handed on as unfinished.
/// </remarks>
internal sealed class HeldRuns<TRun>(Action<TRun> handOn)
    where TRun : struct, IHeldRun
{
    private const int EndedHeld = 16_384;
    private const int OpenHeld = 262_144;

    private readonly Dictionary<UInt128, TRun> runs = [];
    private readonly Queue<UInt128> ended = [];
    private readonly Queue<(UInt128 Id, long Serial)> opened = [];
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private long serial;
    private int open;

    /// <summary>Runs handed on without an end because too many were open.</summary>
    public long GivenUp { get; private set; }

    /// <summary>The run of an id; a default one with a serial where the id is new. The reference is good until <see cref="Settle"/>.</summary>
    public ref TRun Of(UInt128 id)
    {
        // Nothing is added to the dictionary while this reference is held.
        ref var run = ref CollectionsMarshal.GetValueRefOrAddDefault(runs, id, out var known);
        if (!known)
        {
            run.Serial = ++serial;
            opened.Enqueue((id, serial));
            if (opened.Count > 2 * OpenHeld) ForgetEnded();
            open++;
        }

        return ref run;
    }

    /// <summary>Notes that the run of an id has just ended.</summary>
    public void End(UInt128 id)
    {
        open--;
        ended.Enqueue(id);
    }

    /// <summary>Hands on what has been held long enough.</summary>
    public void Settle()
    {
        if (ended.Count > EndedHeld && runs.Remove(ended.Dequeue(), out var run)) handOn(run);
        if (open > OpenHeld) GiveUpOldest();
    }

    /// <summary>Hands on everything that is left, in the order in which it was first seen.</summary>
    public void Flush()
    {
        foreach (var (_, run) in runs.OrderBy(pair => pair.Value.Serial)) handOn(run);
        runs.Clear();
    }

    /// <summary>The text, one object for all that are equal; null where it is empty or beyond measure.</summary>
    public string? Text(ReadOnlySpan<byte> utf8)
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

    /// <summary>The key of an id: the 32 digits of a UUID; any other id is hashed to 128 bits, where two ids in 10^18 runs might meet.</summary>
    public static UInt128 Identity(ReadOnlySpan<byte> uuid)
    {
        if (uuid.Length == 36 && System.Buffers.Text.Utf8Parser.TryParse(uuid, out Guid id, out var used) && used == 36)
            return MemoryMarshal.Read<UInt128>(MemoryMarshal.AsBytes(new ReadOnlySpan<Guid>(in id)));
        // FNV-1a with its published 128-bit offset and prime.
        var hash = new UInt128(0x6c62272e07bb0142, 0x62b821756295c58d);
        foreach (var part in uuid) hash = unchecked((hash ^ part) * new UInt128(0x0000000001000000, 0x000000000000013b));
        return hash;
    }

    private void GiveUpOldest()
    {
        while (opened.TryDequeue(out var oldest))
        {
            if (!runs.TryGetValue(oldest.Id, out var run) || run.Serial != oldest.Serial || run.HasEnded) continue;
            runs.Remove(oldest.Id);
            handOn(run);
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
            if (runs.TryGetValue(next.Id, out var run) && run.Serial == next.Serial && !run.HasEnded) opened.Enqueue(next);
        }
    }
}
