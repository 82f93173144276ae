using System.Globalization;
using System.Text;
using CostTool.Analyzer.Usage;
using CostTool.Sources.History;
using CostTool.Sources.Tests.Usage;
using CostTool.Sources.Usage;

namespace CostTool.Sources.Tests.History;

public sealed class DailySketchesTests
{
    private static readonly DateTimeOffset First = new(2026, 10, 20, 5, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)] // rows in the order of time: the fold
    [InlineData(true)] // a row twice: the text of the engine
    public void Days_put_together_are_the_sketches_of_the_whole(bool repeated)
    {
        using var folder = new UsageFolder();
        var file = folder.Write("usage.csv", Csv(repeated));
        var whole = UsageSketchReader.Read([file], new UsageReadOptions(), CancellationToken.None).Sketches;
        var days = DailySketches.Read([file], new DateOnly(2026, 10, 19), new DateOnly(2026, 10, 23), CancellationToken.None).Days;
        Assert.Equal([0, 3, 3, 3, 0], days.Select(day => day.Sketches.Count())); // two containers and the whole task
        var merged = days.SelectMany(day => day.Sketches).GroupBy(sketch => sketch.Key).OrderBy(group => group.Key, UsageKey.ByName).Select(group => group.Aggregate(UsageSketch.Merge));
        var noWeek = new HourOfWeek[HourOfWeek.Hours];
        Assert.Equal(whole.Select(sketch => UsageSketchCodec.Write(sketch with { Week = noWeek })), merged.Select(UsageSketchCodec.Write));
    }

    [Fact]
    public void Throttling_and_kills_stand_in_their_day_and_samples_are_counted_once()
    {
        using var folder = new UsageFolder();
        var day = DailySketches.Read([folder.Write("usage.csv", Csv(false))], new DateOnly(2026, 10, 20), new DateOnly(2026, 10, 21), CancellationToken.None).Days[1];
        var app = Assert.Single(day.Sketches, sketch => sketch.Key.Container == "app").Days[0];
        Assert.Equal((24L, 1L), (app.Throttled, app.OomKills)); // every hour throttled, one kill at noon
        Assert.Equal((48L, 2), (day.Usage.Samples, day.Usage.Containers)); // two containers by 24 hours
    }

    [Fact]
    public void Samples_after_the_last_day_are_left_out_and_change_no_day_before()
    {
        using var folder = new UsageFolder();
        var file = folder.Write("usage.csv", Csv(false));
        var cut = DailySketches.Read([file], new DateOnly(2026, 10, 20), new DateOnly(2026, 10, 21), CancellationToken.None);
        var whole = DailySketches.Read([file], new DateOnly(2026, 10, 20), new DateOnly(2026, 10, 22), CancellationToken.None);
        Assert.Equal(whole.Days.Take(2).Select(day => day.Usage), cut.Days.Select(day => day.Usage));
        Assert.Equal(2 * 6, cut.Intake.LeftOut["timestamp after the present"]); // the 22nd until 05:00
    }

    // Two containers, hourly for two days from 05:00.
    private static string Csv(bool repeated)
    {
        var text = new StringBuilder("timestamp,workload,container,instance,cpu_cores,memory_bytes,throttled_ratio,oom_kills\n");
        for (var hour = 0; hour <= 48; hour++)
        {
            var at = First.AddHours(hour);
            foreach (var container in (string[])["app", "proxy"])
            {
                var row = string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-ddTHH:mm:ssZ},shop/deployment/web,{container},web-1,{0.1 + (hour % 5 * 0.05)},{200_000_000 + (hour % 3)},0.2,{(at.Hour == 12 && container == "app" ? 1 : 0)}\n");
                text.Append(row);
                if (repeated && hour == 7) text.Append(row);
            }
        }

        return text.ToString();
    }
}
