using System.Buffers;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Celery;

/// <summary>Lines of a stream as bytes through one pooled buffer: memory is bounded by the longest line.</summary>
internal sealed class LineReader(Stream stream, string file) : IDisposable
{
    // Events hold the repr of arguments, cut by Celery at 1 KiB each; a line longer than this is none.
    private const int Longest = 16 << 20;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
    private int start;
    private int filled;
    private bool ended;

    /// <summary>Number of the line just read, from one.</summary>
    public long Line { get; private set; }

    /// <summary>The next line without its end; false after the last. Valid until the next call.</summary>
    /// <exception cref="ProblemException">Damaged gzip data, or a line beyond all measure.</exception>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        var searched = start;
        while (true)
        {
            var end = buffer.AsSpan(searched, filled - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                line = buffer.AsSpan(start, searched + end - start);
                start = searched + end + 1;
                Line++;
                return true;
            }

            searched = filled;
            if (ended)
            {
                line = buffer.AsSpan(start, filled - start);
                start = filled;
                if (line.Length == 0) return false;
                Line++;
                return true;
            }

            searched -= Fill();
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    // Moves the rest to the front and reads on; answers by how much it moved.
    private int Fill()
    {
        var moved = start;
        if (start > 0)
        {
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            (start, filled) = (0, filled - start);
        }

        if (filled == buffer.Length) Grow();
        try
        {
            var read = stream.Read(buffer.AsSpan(filled));
            filled += read;
            ended = read == 0;
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(new Problem("the gzip data is damaged or cut off", $"{file}:{Line + 1}", "copy or write the file again"));
        }

        return moved;
    }

    private void Grow()
    {
        if (buffer.Length >= Longest) throw new ProblemException(new Problem($"a line is longer than {Longest >> 20} MiB", $"{file}:{Line + 1}", "give one JSON object a line, as Celery's events are written"));
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
