using System.IO.Compression;
using System.Text;
using CostTool.Analyzer.Problems;
using CostTool.Sources.Compression;

namespace CostTool.Sources.Billing;

/// <summary>How the bytes of a file are packed.</summary>
internal enum Packing
{
    Csv,
    CsvGz,
    Parquet,
    Json,
    JsonGz,
}

/// <summary>The beginning of a file: how it is packed and, for text, its first record.</summary>
/// <param name="Packing">Found from the first bytes, never from the name.</param>
/// <param name="FirstRecord">Cells of the first record of a CSV file.</param>
internal sealed record BillHead(Packing Packing, IReadOnlyList<string> FirstRecord)
{
    /// <summary>Headers of real reports stay under 100 kB even with thousands of tags.</summary>
    private const int LongestHeader = 8 << 20;

    /// <exception cref="ProblemException">The file is empty, unreadable, packed in an unknown way or damaged in its first bytes.</exception>
    public static BillHead Read(BillPath path)
    {
        try
        {
            using var file = File.OpenRead(path.FullPath);
            Span<byte> magic = stackalloc byte[4];
            var length = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            file.Position = 0;
            return magic[..length] switch
            {
                [] => throw new ProblemException(new Problem("the file is empty", path.Shown, "export the bill again")),
                [(byte)'P', (byte)'A', (byte)'R', (byte)'1'] => new BillHead(Packing.Parquet, []),
                [0x1f, 0x8b, ..] => Unpacked(path, new GZipStream(file, CompressionMode.Decompress), packed: true),
                [(byte)'P', (byte)'K', 3, 4] => throw new ProblemException(new Problem("the file is a zip archive", path.Shown, "unpack it and name the .csv inside")),
                [0x28, 0xb5, 0x2f, 0xfd] => throw new ProblemException(new Problem("the file is packed with zstd", path.Shown, "unpack it with zstd -d")),
                [0xff, 0xfe, ..] or [0xfe, 0xff, ..] => throw new ProblemException(new Problem("the file is UTF-16 text", path.Shown, "save it as UTF-8")),
                _ => Unpacked(path, file, packed: false),
            };
        }
        catch (UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("the file may not be read", path.Shown, "grant read permission to the user that runs costtool"));
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(GzipCheck.Damaged(path.Shown));
        }
        catch (IOException exception)
        {
            throw new ProblemException(new Problem($"the file cannot be read: {exception.Message}", path.Shown, "check the file and the disk"));
        }
    }

    private static BillHead Unpacked(BillPath path, Stream stream, bool packed)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
        var (quoted, wasQuoted, read) = (false, false, 0);
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            var character = (char)next;
            if (++read == 1 && character is '{' or '[') return new BillHead(packed ? Packing.JsonGz : Packing.Json, []);
            if (character is '\0' or '\uFFFD') throw new ProblemException(NotABill(path, "binary data"));
            if (read > LongestHeader) throw new ProblemException(NotABill(path, "a first line of more than 8 MB"));
            if (cells.Count == 0 && cell.Length == 0 && !quoted && char.IsWhiteSpace(character) && character != '\t')
            {
                read--;
                continue;
            }

            if (quoted)
            {
                if (character != '"') cell.Append(character);
                else if (reader.Peek() == '"') cell.Append((char)reader.Read());
                else quoted = false;
            }
            else if (character == '"' && cell.Length == 0 && !wasQuoted) (quoted, wasQuoted) = (true, true);
            else if (character == ',') EndCell();
            else if (character is '\r' or '\n') break;
            else cell.Append(character);
        }

        if (read == 0) throw new ProblemException(new Problem(packed ? "the gzip file unpacks to nothing" : "the file is blank", path.Shown, "download or export the bill again"));
        if (quoted) throw new ProblemException(NotABill(path, "a header with an open quote"));
        EndCell();
        return new BillHead(packed ? Packing.CsvGz : Packing.Csv, cells);

        void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
            wasQuoted = false;
        }
    }

    private static Problem NotABill(BillPath path, string found) =>
        new($"the file is not a bill: it holds {found}", path.Shown, "name a CUR, FOCUS or Cost Explorer export");
}
