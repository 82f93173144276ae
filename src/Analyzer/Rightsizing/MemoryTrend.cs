using CostTool.Analyzer.Usage;

namespace CostTool.Analyzer.Rightsizing;

/// <summary>How memory grows from day to day.</summary>
/// <remarks>
/// The slope is the median of the slopes between all pairs of daily maxima (Theil 1950, Sen 1968), which one restart or one odd day does not move. It counts only where
/// the rise is no accident: Mann-Kendall's S with its normal approximation, one-sided at 5 %.
/// </remarks>
internal static class MemoryTrend
{
    private const int LeastDays = 7;
    private const double OneSidedFivePercent = 1.645;

    /// <summary>Bytes a day; null where memory does not surely grow.</summary>
    public static double? BytesPerDay(IReadOnlyList<UsageDay> days)
    {
        var maxima = days.Where(day => day.MemoryMaxBytes is not null).Select(day => (Day: day.Day.DayNumber, Bytes: day.MemoryMaxBytes!.Value)).ToList();
        if (maxima.Count < LeastDays) return null;
        var slopes = new List<double>(maxima.Count * (maxima.Count - 1) / 2);
        var rises = 0;
        for (var later = 1; later < maxima.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                var rise = maxima[later].Bytes - maxima[earlier].Bytes;
                rises += Math.Sign(rise);
                slopes.Add(rise / (maxima[later].Day - maxima[earlier].Day));
            }
        }

        double count = maxima.Count;
        var deviation = Math.Sqrt(count * (count - 1) * ((2 * count) + 5) / 18);
        if ((rises - 1) / deviation < OneSidedFivePercent) return null;
        slopes.Sort();
        var slope = slopes.Count % 2 == 1 ? slopes[slopes.Count / 2] : (slopes[(slopes.Count / 2) - 1] + slopes[slopes.Count / 2]) / 2;
        return slope > 0 ? slope : null;
    }
}
