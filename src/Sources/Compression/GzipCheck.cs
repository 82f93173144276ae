using System.Buffers.Binary;
using System.IO.Compression;
using CostTool.Analyzer.Problems;

namespace CostTool.Sources.Compression;

/// <summary>Tells a whole gzip file from one that was cut off.</summary>
/// <remarks>
/// Neither the SQL engine nor <see cref="GZipStream"/> objects to a stream that ends early; they return what they have. A gzip member
/// ends with the CRC and the length (modulo 2^32) of its text, so a whole file is one whose last member agrees with them.
/// </remarks>
internal static class GzipCheck
{
    private const int TrailerBytes = 8;
    private const uint CrcPolynomial = 0xEDB88320;

    /// <param name="shown">Name of the file in the error.</param>
    public static Problem Damaged(string shown) =>
        new("the gzip file is cut off or damaged", shown, "download it again and compare its size with the original");

    /// <param name="path">The file.</param>
    /// <param name="shown">Its name in the error.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="ProblemException">The file is not a whole gzip file.</exception>
    public static void Require(string path, string shown, CancellationToken cancellationToken)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length < TrailerBytes) throw new ProblemException(Damaged(shown));
            Span<byte> trailer = stackalloc byte[TrailerBytes];
            file.Seek(-TrailerBytes, SeekOrigin.End);
            file.ReadExactly(trailer);
            var crc = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);

            var total = Inflate(file, _ => { }, cancellationToken);
            if ((total & uint.MaxValue) == length) return;

            // Several members one after the other: the trailer speaks of the last one only.
            if (total < length || LastBytesCrc(file, total - length, cancellationToken) != crc) throw new ProblemException(Damaged(shown));
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(Damaged(shown));
        }
    }

    private delegate void Chunk(ReadOnlySpan<byte> bytes);

    private static long Inflate(FileStream file, Chunk each, CancellationToken cancellationToken)
    {
        file.Position = 0;
        using var unpacked = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        var buffer = new byte[1 << 18];
        var total = 0L;
        for (var read = unpacked.Read(buffer); read > 0; read = unpacked.Read(buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            each(buffer.AsSpan(0, read));
            total += read;
        }

        return total;
    }

    private static uint LastBytesCrc(FileStream file, long from, CancellationToken cancellationToken)
    {
        var table = new uint[256];
        for (var index = 0u; index < table.Length; index++)
        {
            var entry = index;
            for (var bit = 0; bit < 8; bit++) entry = (entry & 1) != 0 ? (entry >> 1) ^ CrcPolynomial : entry >> 1;
            table[index] = entry;
        }

        var (crc, position) = (uint.MaxValue, 0L);
        Inflate(file, bytes =>
        {
            foreach (var value in bytes)
                if (position++ >= from) crc = table[(crc ^ value) & 0xff] ^ (crc >> 8);
        }, cancellationToken);
        return ~crc;
    }
}
