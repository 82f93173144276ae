using System.Globalization;
using CostTool.Analyzer.Backtesting;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace CostTool.Reports.Charts;

/// <summary>The chance of a breach that was told, against how often it came.</summary>
internal static class CalibrationChart
{
    /// <summary>Name of the chart.</summary>
    public const string Name = "chart-calibration";

    // A bin of few forecasts says little and would scatter.
    private const int LeastForecasts = 20;
    private static readonly string[] Resources = ["cpu", "memory"];

    /// <summary>The chart, or null where no method told a chance.</summary>
    public static Chart? Of(BacktestResult result)
    {
        var bins = result.Calibration.Where(bin => bin.Resource is "cpu" or "memory" && bin.Forecasts >= LeastForecasts).ToList();
        return bins.Count == 0 ? null : new Chart(Name, "Told and measured chance of a breach",
            $"For each chance that was told, how many of the sizes were breached, with the 90 % interval; on the dotted line both are the same. The same numbers are in {Tables.BacktestTables.CalibrationName}.",
            520, plot => Draw(plot, bins));
    }

    private static void Draw(Plot plot, List<CalibrationBin> bins)
    {
        var same = plot.Add.Line(0, 0, 1, 1);
        same.LineColor = ChartTheme.Muted;
        same.LinePattern = LinePattern.Dotted;
        foreach (var (place, resource) in Resources.Index())
        {
            var own = bins.Where(bin => bin.Resource == resource).ToList();
            if (own.Count == 0) continue;
            var color = ChartTheme.Palette[place];
            foreach (var bin in own)
            {
                var bar = plot.Add.Line(Scale(bin.ToldMean), Scale(bin.BreachedInterval.Low), Scale(bin.ToldMean), Scale(bin.BreachedInterval.High));
                bar.LineColor = color;
            }

            var line = plot.Add.Scatter(own.Select(bin => Scale(bin.ToldMean)).ToArray(), own.Select(bin => Scale(bin.BreachedRatio)).ToArray(), color);
            line.LineWidth = 2;
            line.MarkerShape = place == 0 ? MarkerShape.FilledCircle : MarkerShape.FilledSquare;
            ChartTheme.Label(plot, resource, Scale(own[^1].ToldMean), Scale(own[^1].BreachedRatio), place == 0 ? Alignment.LowerRight : Alignment.UpperRight, color,
                offsetX: -8, offsetY: place == 0 ? -6 : 6, bold: true, size: 13);
        }

        double[] ticks = [0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1];
        string[] names = [.. ticks.Select(tick => (tick * 100).ToString("0", CultureInfo.InvariantCulture) + " %")];
        plot.Axes.Left.TickGenerator = new NumericManual([.. ticks.Select(Scale)], names);
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. ticks.Select(Scale)], names);
        plot.Axes.Bottom.Label.Text = "chance told (square-root scale)";
        plot.Axes.Left.Label.Text = "part that was breached";
        plot.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
    }

    // Small chances are the ones that are bought; a square root gives them room and has a zero.
    private static double Scale(double share) => Math.Sqrt(share);
}
