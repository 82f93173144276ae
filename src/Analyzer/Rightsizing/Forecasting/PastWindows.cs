namespace CostTool.Analyzer.Rightsizing.Forecasting;

/// <summary>How many days of a window are taken as past and how many as its future, when a window is to teach what such a past is worth.</summary>
/// <param name="Past">Days before.</param>
/// <param name="Future">Days after.</param>
internal readonly record struct PastWindows(int Past, int Future)
{
    /// <summary>Parts a window of days in the proportion of the whole window to the horizon; null where it is too short to be parted.</summary>
    public static PastWindows? Of(int days, int horizonDays)
    {
        if (days < 3) return null;
        var past = Math.Clamp((int)Math.Round(days / (1 + ((double)horizonDays / days))), 2, days - 1);
        return new PastWindows(past, days - past);
    }
}
