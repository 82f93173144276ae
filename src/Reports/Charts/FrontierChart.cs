using System.Globalization;
using CostTool.Analyzer.Backtesting;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace CostTool.Reports.Charts;

/// <summary>What each method costs and how often its sizes are too small: down and left is better.</summary>
internal static class FrontierChart
{
    /// <summary>Name of the chart of memory.</summary>
    public const string MemoryName = "chart-frontier-memory";

    /// <summary>Name of the chart of the processor.</summary>
    public const string CpuName = "chart-frontier-cpu";

    private const int Height = 560;
    // Where the plot's own area is about as large as this, names closer than a line of text touch.
    private const double PlotWidth = 760;
    private const double PlotHeight = 430;
    private const double LineHeight = 14;
    private const double LetterWidth = 6.6;
    private static readonly double[] CostTicks = [1, 1.1, 1.2, 1.3, 1.5, 1.75, 2, 2.5, 3, 4, 5, 7, 10, 15, 20, 30, 50, 100, 200, 500];

    /// <summary>Cost against the share of workloads whose memory was breached; null without memory.</summary>
    public static Chart? OfMemory(BacktestResult result) => Of(result, MemoryName, score => score.MemoryBreachWorkloadRatio,
        "Cost against memory breaches", "workloads with memory above the size in the test");

    /// <summary>Cost against the time in which the processor was breached; null without a processor.</summary>
    public static Chart? OfCpu(BacktestResult result) => Of(result, CpuName, score => score.CpuBreachMinutesRatio,
        "Cost against processor breaches", "part of the test's time with more processor used than the size has");

    private static Chart? Of(BacktestResult result, string name, Func<MethodScore, double?> breach, string title, string axis)
    {
        var points = result.Scores.Where(score => breach(score) is not null)
            .Select(score => new Point(score.Method, score.Origin, breach(score)!.Value, score.CostRatioToOracle)).ToList();
        return points.Count == 0 ? null : new Chart(name, title,
            $"Each method's cost over the cost of the smallest size that would have held, against its breaches out of sample; down and left is better. The same numbers are in {Tables.BacktestTables.FrontierName}.",
            Height, plot => Draw(plot, points, axis));
    }

    private static void Draw(Plot plot, List<Point> points, string axis)
    {
        var right = Math.Max(points.Max(point => point.Breach) * 1.25, 0.01);
        var bottom = Math.Log(Math.Min(points.Min(point => point.Cost), 1)) - 0.08;
        var top = Math.Log(points.Max(point => point.Cost)) + 0.12;
        var ours = points.Where(point => point.Origin is MethodOrigin.Ours or MethodOrigin.OursAtAnotherPoint).OrderBy(point => point.Breach).ThenByDescending(point => point.Cost).ToList();
        if (ours.Count > 1)
        {
            var line = plot.Add.ScatterLine(ours.Select(point => point.Breach).ToArray(), ours.Select(point => Math.Log(point.Cost)).ToArray(), ChartTheme.Palette[0]);
            line.LineWidth = 2;
        }

        foreach (var point in points)
        {
            var marker = plot.Add.Marker(point.Breach, Math.Log(point.Cost), ShapeOf(point.Origin), point.Origin == MethodOrigin.Ours ? 12 : 8, ColorOf(point.Origin));
            marker.MarkerLineColor = ColorOf(point.Origin);
        }

        Names(plot, points, right, top - bottom);
        plot.Axes.Left.TickGenerator = new NumericManual(
            [.. CostTicks.Where(InView).Select(cost => Math.Log(cost))], [.. CostTicks.Where(InView).Select(cost => cost.ToString("0.##", CultureInfo.InvariantCulture) + " ×")]);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { LabelFormatter = share => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %", MinimumTickSpacing = 60 };
        plot.Axes.Left.Label.Text = "cost over the oracle's (logarithmic)";
        plot.Axes.Bottom.Label.Text = axis;
        plot.Axes.SetLimits(-right * 0.02, right, bottom, top);

        bool InView(double cost) => Math.Log(cost) > bottom && Math.Log(cost) < top;
    }

    // From the top down; a name that would touch one placed before it slides below it.
    private static void Names(Plot plot, List<Point> points, double width, double height)
    {
        var placed = new List<(double Left, double Right, double Y)>();
        foreach (var point in points.OrderByDescending(point => point.Cost).ThenBy(point => point.Breach).ThenBy(point => point.Method, StringComparer.Ordinal))
        {
            var left = point.Breach / width * PlotWidth;
            var end = left + 10 + (point.Method.Length * LetterWidth);
            var at = -Math.Log(point.Cost) / height * PlotHeight;
            var y = at;
            while (placed.Exists(other => other.Left < end && left < other.Right && Math.Abs(other.Y - y) < LineHeight)) y += 2;
            placed.Add((left, end, y));
            ChartTheme.Label(plot, point.Method, point.Breach, Math.Log(point.Cost), Alignment.MiddleLeft, ColorOf(point.Origin), offsetX: 9, offsetY: (float)(y - at),
                bold: point.Origin == MethodOrigin.Ours, size: 11);
        }
    }

    private static Color ColorOf(MethodOrigin origin) => origin switch
    {
        MethodOrigin.Baseline => ChartTheme.Muted,
        MethodOrigin.Oracle => ChartTheme.Saving,
        _ => ChartTheme.Palette[0],
    };

    private static MarkerShape ShapeOf(MethodOrigin origin) => origin switch
    {
        MethodOrigin.Baseline => MarkerShape.OpenCircle,
        MethodOrigin.Oracle => MarkerShape.FilledDiamond,
        _ => MarkerShape.FilledSquare,
    };

    private sealed record Point(string Method, MethodOrigin Origin, double Breach, double Cost);
}
