using System.Globalization;
using CostTool.Scheduler.Replay.Choosing;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace CostTool.Reports.Charts;

/// <summary>What each policy of a queue costs and how long its messages wait: down and left is better.</summary>
internal static class WaitChart
{
    private const int Height = 520;

    // A service that is never full has no wait at all; a tenth of a second is as good, and has a logarithm.
    private const double LeastSeconds = 0.1;
    private const double LeastDollars = 0.001;
    private static readonly double[] WaitTicks = [0.1, 1, 10, 60, 300, 900, 3600, 14_400, 86_400];
    private static readonly double[] CostTicks = [0.01, 0.1, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

    /// <summary>The chart of a queue; null where no policy has a wait.</summary>
    /// <param name="study">The queue.</param>
    /// <param name="name">Name of the file without ending.</param>
    public static Chart? Of(QueueStudy study, string name)
    {
        var points = study.Outcomes.Where(outcome => outcome.Result.Wait(0.95) is not null)
            .Select(outcome => new Point(outcome.Result.Policy.Kind, X(outcome.Result.Wait(0.95)!.Value), Y((double)outcome.Monthly.Amount), outcome.Meets && ReferenceEquals(outcome, study.Best))).ToList();
        return points.Count == 0 ? null : new Chart(name, $"Cost against wait: {study.Case.Name}",
            $"Monthly cost of each policy against the wait that 95 of 100 messages do not exceed; down and left is better, the line joins what nothing beats, the ring is what was chosen. The same numbers are in {Tables.ReplayTables.PoliciesName}.",
            Height, plot => Draw(plot, study, points));
    }

    private static void Draw(Plot plot, QueueStudy study, List<Point> points)
    {
        var frontier = study.Frontier;
        if (frontier.Count > 1)
        {
            var line = plot.Add.ScatterLine(frontier.Select(outcome => X(outcome.Result.Wait(0.95)!.Value)).ToArray(), frontier.Select(outcome => Y((double)outcome.Monthly.Amount)).ToArray(), ChartTheme.Muted);
            line.LineWidth = 1.5f;
        }

        var kinds = points.Select(point => point.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var kind in kinds)
        {
            var own = points.Where(point => point.Kind == kind).ToList();
            var color = ChartTheme.Palette[kinds.IndexOf(kind) % ChartTheme.Palette.Count];
            var markers = plot.Add.Markers(own.Select(point => point.X).ToArray(), own.Select(point => point.Y).ToArray(), ShapeOf(kinds.IndexOf(kind)), 8, color);
            markers.LegendText = kind;
        }

        foreach (var best in points.Where(point => point.Chosen))
        {
            var ring = plot.Add.Marker(best.X, best.Y, MarkerShape.OpenCircle, 18, ChartTheme.Saving);
            ring.MarkerLineWidth = 2.5f;
        }

        var (left, right) = (points.Min(point => point.X) - 0.15, points.Max(point => point.X) + 0.15);
        if (study.Case.Bounds.P95Seconds is { } bound)
        {
            var at = X((double)bound);
            var line = plot.Add.VerticalLine(at, 1, ChartTheme.Added, LinePattern.Dotted);
            line.ExcludeFromLegend = true;
            (left, right) = (Math.Min(left, at - 0.15), Math.Max(right, at + 0.15));
        }

        var (bottom, top) = (points.Min(point => point.Y) - 0.12, points.Max(point => point.Y) + 0.12);
        if (study.Case.Today is { } today)
        {
            var at = Y((double)today.Amount);
            var line = plot.Add.HorizontalLine(at, 1, ChartTheme.Muted, LinePattern.Dashed);
            line.ExcludeFromLegend = true;
            (bottom, top) = (Math.Min(bottom, at - 0.1), Math.Max(top, at + 0.1));
            ChartTheme.Label(plot, "today", left, at, Alignment.LowerLeft, ChartTheme.Muted, offsetX: 4);
        }

        plot.ShowLegend(Alignment.UpperRight);
        plot.Legend.FontName = ChartFont.Family;
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. WaitTicks.Select(X)], [.. WaitTicks.Select(Duration)]);
        plot.Axes.Left.TickGenerator = new NumericManual([.. CostTicks.Select(Y)], [.. CostTicks.Select(ChartTheme.Dollars)]);
        plot.Axes.Bottom.Label.Text = "wait that 95 of 100 messages do not exceed (logarithmic)";
        plot.Axes.Left.Label.Text = "USD per month (logarithmic)";
        plot.Axes.SetLimits(left, right, bottom, top);
    }

    private static double X(double seconds) => Math.Log10(Math.Max(LeastSeconds, seconds));

    private static double Y(double dollars) => Math.Log10(Math.Max(LeastDollars, dollars));

    private static string Duration(double seconds) => seconds switch
    {
        >= 3600 => (seconds / 3600).ToString("0.#", CultureInfo.InvariantCulture) + " h",
        >= 60 => (seconds / 60).ToString("0.#", CultureInfo.InvariantCulture) + " min",
        _ => seconds.ToString("0.#", CultureInfo.InvariantCulture) + " s",
    };

    private static MarkerShape ShapeOf(int kind) => kind switch
    {
        0 => MarkerShape.FilledSquare,
        1 => MarkerShape.FilledDiamond,
        2 => MarkerShape.FilledCircle,
        3 => MarkerShape.FilledTriangleUp,
        _ => MarkerShape.FilledTriangleDown,
    };

    private sealed record Point(string Kind, double X, double Y, bool Chosen);
}
