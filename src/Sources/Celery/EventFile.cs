using System.IO.Compression;
using System.Text.Json;
using CostTool.Analyzer.Problems;
using CostTool.Scheduler.History;
using CostTool.Scheduler.Replay.Repair;
using CostTool.Sources.Compression;

namespace CostTool.Sources.Celery;

/// <summary>Reads Celery's events, one JSON object a line, plain or gzip, into task profiles. Streams: memory does not grow with the file.</summary>
public static class EventFile
{
    /// <summary>Reads a file of events.</summary>
    /// <param name="path">The file; gzip is recognised by its first bytes.</param>
    /// <param name="name">Its name in origins and errors.</param>
    /// <param name="repair">Takes the attempts for a history that can be replayed; null where none is wanted.</param>
    /// <param name="cancellationToken">Stops between two lines.</param>
    /// <exception cref="ProblemException">The file cannot be opened, is damaged, or holds no event at all.</exception>
    public static HistoryReading Read(string path, string name, HistoryRepair? repair, CancellationToken cancellationToken)
    {
                try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var packed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            if (!packed) return Read(file, name, repair, cancellationToken);
            GzipCheck.Require(path, name, cancellationToken);
            using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            return Read(unpacked, name, repair, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("the file cannot be read", name, "check the path and its permissions"));
        }
    }

    /// <summary>Reads events from a stream of lines.</summary>
    /// <exception cref="ProblemException">The stream is damaged, or holds no event at all.</exception>
    public static HistoryReading Read(Stream stream, string name, HistoryRepair? repair, CancellationToken cancellationToken)
    {
        var (profiles, refused) = (new TaskProfileBuilder(), new RefusedRecords());
        var fold = new EventFold(profiles);
        var attempts = repair is null ? null : new AttemptFold(repair);
        var events = Events(stream, name, [fold, .. attempts is null ? [] : new[] { attempts }], refused, cancellationToken);
        return new HistoryReading
        {
            Profiles = profiles.Build(),
            Records = events,
            NamelessRuns = profiles.Nameless,
            RefusedRecords = refused.Count,
            Refused = refused.First,
            Caveats = fold.GivenUp == 0 ? [] : [$"{fold.GivenUp} runs never ended while very many others were open, and count as unfinished"],
        };
    }

    private static long Events(Stream stream, string name, IEventTarget[] folds, RefusedRecords refused, CancellationToken cancellationToken)
    {
        var events = 0L;
        using var lines = new LineReader(stream, name);
        while (lines.Next(out var line))
        {
            if ((lines.Line & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (lines.Line == 1 && line.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf])) line = line[3..];
            line = line.Trim(" \t\r"u8);
            if (line.IsEmpty) continue;
            if (Fault(line, folds) is { } reason) refused.Add($"line {lines.Line}", reason, $"{name}:{lines.Line}");
            else events++;
        }

        if (events == 0) throw new ProblemException(new Problem("the file holds no Celery event", name, "give events as JSON lines: one object with `type`, `uuid` and `timestamp` a line"));
        foreach (var fold in folds) fold.Flush();
        return events;
    }

    private static string? Fault(ReadOnlySpan<byte> line, IEventTarget[] folds)
    {
        try
        {
            if (!CeleryEvent.TryRead(line, out var found)) return "the line is JSON and no Celery event: it has no `type`";
            if (found.Kind == EventKind.Other) return null;
            if (found.Uuid.IsEmpty) return "the event has no `uuid`";
            if (!(found.Timestamp >= 0)) return "the event has no `timestamp`";
            foreach (var fold in folds) fold.Add(found);
            return null;
        }
        catch (JsonException)
        {
            return "the line is not JSON";
        }
    }
}
