using CostTool.Analyzer.Usage;
using CsCheck;

namespace CostTool.Analyzer.Tests.Usage;

/// <summary>The laws that let sketches be stored, merged and read again.</summary>
public sealed class UsageSketchTests
{
    private static readonly Gen<double> Amounts = Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 0.01], Gen.Double[0.01, 20], Gen.Int[-10, 6].Select(power => Math.Pow(2, power)));

    private static readonly Gen<double?> MaybeAmounts = Gen.Select(Amounts, Gen.Bool).Select((amount, known) => known ? amount : (double?)null);

    private static readonly Gen<UsageHistogram> Histograms = Amounts.Array[0, 40].Select(amounts =>
    {
        var histogram = new UsageHistogram();
        foreach (var amount in amounts) histogram.Add(amount);
        return histogram;
    });

    private static readonly Gen<UsageDay> Days = Gen.Select(Gen.Int[739_000, 739_006], Histograms, MaybeAmounts, Gen.Long[0, 2000], Gen.Int[0, 24]).Select((day, cpu, largest, count, hours) => new UsageDay
    {
        Day = DateOnly.FromDayNumber(day),
        Samples = count + cpu.Count,
        Cpu = cpu,
        CpuMaxCores = cpu.Count == 0 ? null : largest,
        MemorySamples = count,
        MemoryMaxBytes = largest * 1e9,
        CpuLimitCores = largest,
        MemoryLimitBytes = largest is null ? null : 2e9,
        CpuSaturated = count / 7,
        MemorySaturated = count / 11,
        Throttled = count / 13,
        OomKills = count / 900,
        HoursSeen = hours,
        Instances = hours + 1,
    });

    // Sums are multiples of a millionth, as the readers write them, so that adding is exact in any order.
    private static readonly Gen<HourOfWeek> Hours = Gen.Select(Gen.Long[0, 300], MaybeAmounts).Select((samples, largest) =>
        new HourOfWeek(samples, samples / 8.0, samples == 0 ? null : largest, largest * 1e8));

    private static readonly Gen<UsageSketch> Sketches = Gen.Select(Days.List[1, 8], Hours.Array[168], Gen.Long[1_790_000_000, 1_790_900_000], Gen.Long[0, 900_000]).Select((days, week, first, span) => new UsageSketch
    {
        Key = new UsageKey("boutique/deployment/web-\u00e9", "app"),
        Days = [.. days.DistinctBy(day => day.Day).OrderBy(day => day.Day)],
        Week = week,
        First = DateTimeOffset.FromUnixTimeSeconds(first),
        Last = DateTimeOffset.FromUnixTimeSeconds(first + span),
    });

    [Fact]
    public void Merging_is_the_same_in_any_order() => Gen.Select(Sketches, Sketches).Sample((left, right) =>
        Same(UsageSketch.Merge(left, right), UsageSketch.Merge(right, left)));

    [Fact]
    public void Merging_is_the_same_in_any_grouping() => Gen.Select(Sketches, Sketches, Sketches).Sample((one, two, three) =>
        Same(UsageSketch.Merge(UsageSketch.Merge(one, two), three), UsageSketch.Merge(one, UsageSketch.Merge(two, three))));

    [Fact]
    public void A_sketch_that_was_written_reads_back_the_same() => Sketches.Sample(sketch => Same(UsageSketchCodec.Read(UsageSketchCodec.Write(sketch)), sketch));

    [Fact]
    public void Bytes_that_are_cut_off_are_refused() => Gen.Select(Sketches, Gen.Double[0, 1]).Sample((sketch, share) =>
    {
        var bytes = UsageSketchCodec.Write(sketch);
        Assert.Throws<FormatException>(() => UsageSketchCodec.Read(bytes.AsSpan(0, (int)(share * (bytes.Length - 1)))));
    });

    [Fact]
    public void Bytes_that_were_changed_never_do_worse_than_to_be_refused() => Gen.Select(Sketches, Gen.Int[0, 10_000], Gen.Byte).Sample((sketch, place, value) =>
    {
        var bytes = UsageSketchCodec.Write(sketch);
        bytes[place % bytes.Length] = value;
        try
        {
            UsageSketchCodec.Read(bytes);
        }
        catch (FormatException)
        {
            // The one way to say it.
        }
    });

    [Fact]
    public void Another_version_is_refused() => Assert.Contains("version `2`", Assert.Throws<FormatException>(() => UsageSketchCodec.Read([2, 0, 0])).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_power_of_two_is_the_end_of_its_bucket()
    {
        for (var power = -10; power <= 12; power++)
        {
            var end = Math.Pow(2, power);
            Assert.Equal(32 * power, UsageHistogram.BucketOf(end));
            Assert.Equal(power == -10 ? -320 : 32 * power, UsageHistogram.BucketOf(Math.BitDecrement(end)));
            // Above the end by more than what two logarithms may differ by.
            Assert.Equal((32 * power) + 1, UsageHistogram.BucketOf(end * (1 + 1e-10)));
        }
    }

    [Fact]
    public void A_bucket_is_the_logarithm_rounded_up() => Gen.OneOf(Gen.Double[0.000976, 0.002], Gen.Double[0.001, 20], Gen.Double[20, 3e6], Gen.Int[-320, 700].Select(UsageHistogram.UpperEnd)).Sample(amount =>
        UsageHistogram.BucketOf(amount) == (amount <= 1.0 / 1024 ? -320 : (int)Math.Ceiling((Math.Log(amount) * 46.16624130844683) - 1e-9)));

    [Fact]
    public void A_quantile_is_never_too_low_and_at_most_a_bucket_too_high() => Gen.Select(Gen.Double[0.001, 20].Array[1, 60], Gen.Double[0, 1]).Sample((amounts, share) =>
    {
        var histogram = new UsageHistogram();
        foreach (var amount in amounts) histogram.Add(amount);
        var exact = amounts.Order().ElementAt(Math.Max(1, (int)Math.Ceiling(share * amounts.Length)) - 1);
        var told = histogram.Quantile(share)!.Value;
        Assert.InRange(told, exact * (1 - 1e-10), exact * (1 + UsageHistogram.RelativeError) * (1 + 1e-10));
    });

    [Fact]
    public void Two_weeks_of_one_container_are_a_few_kilobytes()
    {
        var random = new Random(7);
        var days = Enumerable.Range(0, 14).Select(day =>
        {
            var cpu = new UsageHistogram();
            // A busy day and a quiet night with noise of a quarter: about a hundred buckets.
            for (var minute = 0; minute < 1440; minute++) cpu.Add((0.3 + (0.25 * Math.Sin(minute / 1440.0 * Math.Tau))) * Math.Exp((random.NextDouble() - 0.5) / 2));
            return new UsageDay
            {
                Day = new DateOnly(2026, 10, 1).AddDays(day), Samples = 1440, Cpu = cpu, CpuMaxCores = 0.7, MemorySamples = 1440, MemoryMaxBytes = 1e9 + day, CpuLimitCores = 1,
                MemoryLimitBytes = 2e9, CpuSaturated = 0, MemorySaturated = 0, Throttled = 3, OomKills = 0, HoursSeen = 24, Instances = 3,
            };
        });
        var sketch = new UsageSketch
        {
            Key = new UsageKey("shop/deployment/web", "app"), Days = [.. days], Week = [.. Enumerable.Range(0, 168).Select(hour => new HourOfWeek(120, 40.5 + hour, 0.7, 1e9))],
            First = DateTimeOffset.UnixEpoch, Last = DateTimeOffset.UnixEpoch,
        };
        Assert.InRange(UsageSketchCodec.Write(sketch).Length, 6000, 8000);
    }

    private static bool Same(UsageSketch left, UsageSketch right) =>
        left.Key == right.Key && left.First == right.First && left.Last == right.Last && left.Days.SequenceEqual(right.Days) && left.Week.SequenceEqual(right.Week);
}
