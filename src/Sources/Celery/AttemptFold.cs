using System.Globalization;
using System.Text;
using CostTool.Scheduler.Replay.Repair;

namespace CostTool.Sources.Celery;

/// <summary>Joins the events of each task id into attempts for a history: an attempt that was tried again is one of its own.</summary>
/// <remarks>Celery sends a retry before it tells that the attempt was retried, so what carries a higher number of retries is kept for the next attempt.</remarks>
internal sealed class AttemptFold(HistoryRepair repair) : IEventTarget
{
    private readonly HeldRuns<Run> runs = new(run => repair.Add(run.ToAttempt()));

    public void Add(in CeleryEvent found)
    {
        var id = HeldRuns<Run>.Identity(found.Uuid);
        ref var run = ref runs.Of(id);
        run.Name ??= runs.Text(found.Name);
        run.Queue ??= runs.Text(found.Queue);
        var at = found.Timestamp;
        switch (found.Kind)
        {
            case EventKind.Sent:
            case EventKind.Received:
                // A first sight with retries is one whose parent was lost.
                if (run.IsUntouched) run.Retries = found.Retries;
                if (found.Retries > run.Retries) Note(ref run.Next, found, at);
                else if (found.Retries == run.Retries) Note(ref run.Own, found, at);
                run.IsTouched = true;
                break;
            case EventKind.Started:
                // A second delivery after the end is no start of the first.
                if (run.HasEnded) break;
                run.IsTouched = true;
                run.Started = at;
                run.Own.Worker = runs.Text(found.Worker) ?? run.Own.Worker;
                break;
            case EventKind.Retried:
                if (run.HasEnded) break;
                End(ref run, found, AttemptEnd.Ran);
                repair.Add(run.ToAttempt());
                run = run.Following(at);
                break;
            default:
                if (run.HasEnded)
                {
                    // A task that raises Reject, or is revoked while it runs, is told of twice by the one end.
                    if (found.Kind is EventKind.Succeeded or EventKind.Failed) repair.AddDuplicateEnd();
                    break;
                }

                End(ref run, found, found.Kind is EventKind.Succeeded or EventKind.Failed || run.Started is not null ? AttemptEnd.Ran : AttemptEnd.NeverStarted);
                runs.End(id);
                break;
        }

        runs.Settle();
    }

    public void Flush() => runs.Flush();

    private static void End(ref Run run, in CeleryEvent found, AttemptEnd end)
    {
        run.End = end;
        run.Ended = found.Timestamp;
        // Only a success tells the runtime that the worker measured.
        run.Runtime = found.Kind == EventKind.Succeeded && !double.IsNaN(found.Runtime) ? found.Runtime : null;
    }

    private void Note(ref Message message, in CeleryEvent found, double at)
    {
        if (found.Kind == EventKind.Sent) message.Sent = UnixTime.Earlier(message.Sent, at);
        else
        {
            message.Received = UnixTime.Earlier(message.Received, at);
            message.Worker ??= runs.Text(found.Worker);
        }

        if (!found.HasEta) return;
        message.Delayed = true;
        message.Eta ??= Instant(found.Eta);
    }

    private static double? Instant(ReadOnlySpan<byte> iso)
    {
        if (iso.Length > 40) return null;
        Span<char> text = stackalloc char[iso.Length];
        var length = Encoding.UTF8.GetChars(iso, text);
        return DateTimeOffset.TryParse(text[..length], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? UnixTime.Seconds(at) : null;
    }

    private struct Message
    {
        public double? Sent;
        public double? Received;
        public double? Eta;
        public string? Worker;
        public bool Delayed;
    }

    private struct Run : IHeldRun
    {
        public string? Name;
        public string? Queue;
        public Message Own;
        public Message Next;
        public double? Started;
        public double? Ended;
        public double? Runtime;
        public int Retries;
        public bool FollowsSeen;
        public bool IsTouched;
        public AttemptEnd End;

        public long Serial { get; set; }

        public readonly bool HasEnded => End != AttemptEnd.NotSeen;

        public readonly bool IsUntouched => !IsTouched;

        /// <summary>The attempt that a retry asked for.</summary>
        /// <param name="asked">When the one before was given up: the time of its sending where that is not told.</param>
        public readonly Run Following(double asked) => new()
        {
            Name = Name,
            Queue = Queue,
            Own = Next with { Sent = Next.Sent ?? asked },
            Retries = Retries + 1,
            FollowsSeen = true,
            IsTouched = true,
            Serial = Serial,
        };

        public readonly SourceAttempt ToAttempt() => new()
        {
            Task = Name,
            Queue = Queue,
            Worker = Own.Worker,
            Sent = Own.Sent,
            Received = Own.Received,
            Started = Started,
            Ended = Ended,
            RuntimeSeconds = Runtime,
            Eta = Own.Eta,
            Delayed = Own.Delayed,
            Retries = Retries,
            FollowsSeen = FollowsSeen,
            End = End,
        };
    }
}
