using System.Buffers.Binary;
using System.Text;

namespace CostTool.Analyzer.Usage;

/// <summary>A sketch as bytes, for a store: the same sketch gives the same bytes, and reading gives the same sketch.</summary>
/// <remarks>
/// A version byte, then whole numbers of variable length (seven bits a byte); amounts are such numbers, of units or of millionths, wherever that is exact, and eight bytes otherwise; days, buckets and instants are written as distances to the one
/// before, and of the hours of the week only those with samples. About 7 kB for two weeks of a busy container, of which the week is 2.5 kB.
/// </remarks>
public static class UsageSketchCodec
{
    /// <summary>The version that is written, and the only one there is.</summary>
    public const byte Version = 1;

    private const int LongestName = 1 << 16;

    // How an amount is written.
    private const byte Nothing = 0;
    private const byte AsIs = 1;
    private const byte Units = 2;
    private const byte Millionths = 3;

    // Up to here a double holds every whole number.
    private const double LargestWhole = 1L << 53;

    /// <summary>The bytes of a sketch.</summary>
    public static byte[] Write(UsageSketch sketch)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        var bytes = new List<byte>(2048) { Version };
        Text(bytes, sketch.Key.Workload);
        Text(bytes, sketch.Key.Container);
        Instant(bytes, sketch.First);
        Instant(bytes, sketch.Last);
        Whole(bytes, sketch.Days.Count);
        var day = 0;
        foreach (var one in sketch.Days)
        {
            Signed(bytes, one.Day.DayNumber - day);
            day = one.Day.DayNumber;
            Whole(bytes, one.Samples);
            Histogram(bytes, one.Cpu);
            Amount(bytes, one.CpuMaxCores);
            Whole(bytes, one.MemorySamples);
            Amount(bytes, one.MemoryMaxBytes);
            Amount(bytes, one.CpuLimitCores);
            Amount(bytes, one.MemoryLimitBytes);
            Whole(bytes, one.CpuSaturated);
            Whole(bytes, one.MemorySaturated);
            Whole(bytes, one.Throttled);
            Whole(bytes, one.OomKills);
            Whole(bytes, one.HoursSeen);
            Whole(bytes, one.Instances);
        }

        for (var hour = 0; hour < HourOfWeek.Hours; hour++)
        {
            var one = sketch.Week[hour];
            if (one == default) continue;
            Whole(bytes, hour + 1);
            Whole(bytes, one.Samples);
            Amount(bytes, one.CpuCoreSum);
            Amount(bytes, one.CpuMaxCores);
            Amount(bytes, one.MemoryMaxBytes);
        }

        Whole(bytes, 0);
        return [.. bytes];
    }

    /// <summary>The sketch of bytes that <see cref="Write"/> made.</summary>
    /// <exception cref="FormatException">Another version, cut off or damaged.</exception>
    public static UsageSketch Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader(bytes);
        if (reader.Byte() is var version && version != Version) throw new FormatException($"version `{version}` of a usage sketch is not known");
        var key = new UsageKey(reader.Text(), reader.Text());
        var (first, last) = (reader.Instant(), reader.Instant());
        var days = new UsageDay[reader.Count(most: bytes.Length)];
        var day = 0L;
        for (var index = 0; index < days.Length; index++)
        {
            day += reader.Signed();
            days[index] = new UsageDay
            {
                Day = day >= 0 && day <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)day) : throw Damaged(),
                Samples = reader.Whole(),
                Cpu = reader.Histogram(),
                CpuMaxCores = reader.Amount(),
                MemorySamples = reader.Whole(),
                MemoryMaxBytes = reader.Amount(),
                CpuLimitCores = reader.Amount(),
                MemoryLimitBytes = reader.Amount(),
                CpuSaturated = reader.Whole(),
                MemorySaturated = reader.Whole(),
                Throttled = reader.Whole(),
                OomKills = reader.Whole(),
                HoursSeen = reader.Count(24),
                Instances = reader.Count(int.MaxValue),
            };
        }

        var week = new HourOfWeek[HourOfWeek.Hours];
        while (reader.Count(HourOfWeek.Hours) is var hour and > 0)
            week[hour - 1] = new HourOfWeek(reader.Whole(), reader.Amount() ?? throw Damaged(), reader.Amount(), reader.Amount());
        if (!reader.IsAtEnd) throw Damaged();
        return new UsageSketch { Key = key, Days = days, Week = week, First = first, Last = last };
    }

    private static FormatException Damaged() => new("the bytes of a usage sketch are cut off or damaged");

    private static void Whole(List<byte> bytes, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)((value & 0x7f) | 0x80));
        bytes.Add((byte)value);
    }

    // Zigzag: 0, -1, 1, -2, ... become 0, 1, 2, 3, ...
    private static void Signed(List<byte> bytes, long value) => Whole(bytes, (value << 1) ^ (value >> 63));

    private static void Text(List<byte> bytes, string text)
    {
        var encoded = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(encoded.Length, LongestName, nameof(text));
        Whole(bytes, encoded.Length);
        bytes.AddRange(encoded);
    }

    private static void Instant(List<byte> bytes, DateTimeOffset instant) => Signed(bytes, instant.ToUnixTimeMilliseconds());

    private static void Amount(List<byte> bytes, double? amount)
    {
        if (amount is not { } value)
        {
            bytes.Add(Nothing);
        }
        else if (value is >= 0 and < LargestWhole && BitConverter.DoubleToInt64Bits(Math.Floor(value)) == BitConverter.DoubleToInt64Bits(value))
        {
            bytes.Add(Units);
            Whole(bytes, (long)value);
        }
        else if (value is >= 0 and < LargestWhole / 1e6 && Math.Round(value * 1e6) / 1e6 == value)
        {
            bytes.Add(Millionths);
            Whole(bytes, (long)Math.Round(value * 1e6));
        }
        else
        {
            bytes.Add(AsIs);
            Span<byte> eight = stackalloc byte[8];
            BinaryPrimitives.WriteDoubleLittleEndian(eight, value);
            bytes.AddRange(eight);
        }
    }

    private static void Histogram(List<byte> bytes, UsageHistogram histogram)
    {
        var buckets = histogram.Buckets.ToList();
        Whole(bytes, buckets.Count);
        var last = UsageHistogram.FirstBucket;
        foreach (var (bucket, times) in buckets)
        {
            Whole(bytes, bucket - last);
            Whole(bytes, times);
            last = bucket;
        }
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _left = bytes;

        public readonly bool IsAtEnd => _left.IsEmpty;

        public byte Byte() => Take(1)[0];

        public long Whole()
        {
            var value = 0L;
            for (var shift = 0; shift < 63; shift += 7)
            {
                var next = Byte();
                value |= (long)(next & 0x7f) << shift;
                if (next < 0x80) return value;
            }

            throw Damaged();
        }

        public long Signed() => Whole() is var value ? (value >> 1) ^ -(value & 1) : 0;

        public int Count(int most) => Whole() is var value && value <= most ? (int)value : throw Damaged();

        public string Text() => Encoding.UTF8.GetString(Take(Count(LongestName)));

        public DateTimeOffset Instant()
        {
            try
            {
                return DateTimeOffset.FromUnixTimeMilliseconds(Signed());
            }
            catch (ArgumentOutOfRangeException)
            {
                throw Damaged();
            }
        }

        public double? Amount() => Byte() switch
        {
            Nothing => null,
            AsIs => BinaryPrimitives.ReadDoubleLittleEndian(Take(8)),
            Units => Whole(),
            Millionths => Whole() / 1e6,
            _ => throw Damaged(),
        };

        public UsageHistogram Histogram()
        {
            var histogram = new UsageHistogram();
            var bucket = (long)UsageHistogram.FirstBucket;
            for (var left = Count(_left.Length); left > 0; left--)
            {
                bucket += Whole();
                // The largest double is in bucket 32,768.
                if (bucket > 32_768 || Whole() is var times && times == 0) throw Damaged();
                histogram.AddBucket((int)bucket, times);
            }

            return histogram;
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            if (length > _left.Length) throw Damaged();
            var taken = _left[..length];
            _left = _left[length..];
            return taken;
        }
    }
}
