using System.Globalization;
using CostTool.Analyzer.Scenarios;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace CostTool.Reports.Charts;

/// <summary>How well nodes must be packed to beat Fargate.</summary>
internal static class BreakEvenChart
{
    /// <summary>The chart, or null without a curve.</summary>
    public static Chart? Of(SavingsAnalysis analysis)
    {
        var points = analysis.BreakEven.OrderBy(point => point.Packing).ToList();
        if (points.Count < 2) return null;
        var crossing = analysis.BreakEvenPacking is { } packing ? $"They cost the same at {Percent((double)packing)} packing." : "They do not cross.";
        return new Chart("chart-break-even", "Nodes against Fargate, on demand",
            $"Monthly cost of the fleet on nodes falls as packing rises; on Fargate it does not change. {crossing} The same numbers are in the table below.",
            430, plot => Draw(plot, points, (double?)analysis.BreakEvenPacking));
    }

    private static void Draw(Plot plot, IReadOnlyList<BreakEvenPoint> points, double? crossing)
    {
        var packing = points.Select(point => (double)point.Packing).ToArray();
        var nodes = points.Select(point => (double)point.NodesMonthly.Amount).ToArray();
        var fargate = points.Select(point => (double)point.FargateMonthly.Amount).ToArray();
        var top = Math.Max(Math.Max(nodes.Max(), fargate.Max()) * 1.12, 1e-6);
        // Two lines that end close together keep their names apart.
        var nudge = Math.Abs(nodes[^1] - fargate[^1]) < top * 0.05 ? 9 : 0;
        var down = nodes[^1] > fargate[^1] ? -nudge : nudge;
        Line(plot, packing, nodes, "nodes", ChartTheme.Palette[0], LinePattern.Solid, down);
        Line(plot, packing, fargate, "Fargate", ChartTheme.Added, LinePattern.Dashed, -down);
        if (crossing is { } at && at >= packing[0] && at <= packing[^1])
        {
            var line = plot.Add.VerticalLine(at, 1, ChartTheme.Muted, LinePattern.Dotted);
            line.ExcludeFromLegend = true;
            var leftHalf = at < (packing[0] + packing[^1]) / 2;
            ChartTheme.Label(plot, $"same cost at {Percent(at)}", at, top * 0.94, leftHalf ? Alignment.MiddleLeft : Alignment.MiddleRight, ChartTheme.Ink, leftHalf ? 6 : -6, bold: true);
        }
        var percents = Enumerable.Range(0, 21).Select(at => at * 0.05).Where(at => at >= packing[0] - 1e-9 && at <= packing[^1] + 1e-9).ToArray();
        plot.Axes.Bottom.TickGenerator = new NumericManual(percents, [.. percents.Select(Percent)]);
        plot.Axes.Left.TickGenerator = new NumericAutomatic { LabelFormatter = ChartTheme.Dollars, MinimumTickSpacing = 24 };
        plot.Axes.Bottom.Label.Text = "packing: requests over allocatable, the fuller of CPU and memory";
        plot.Axes.Left.Label.Text = "USD per month";
        plot.Axes.SetLimits(packing[0], packing[^1] + (packing[^1] - packing[0]) * 0.12, 0, top);
    }

    private static void Line(Plot plot, double[] x, double[] y, string name, Color color, LinePattern pattern, float offsetY)
    {
        var line = plot.Add.ScatterLine(x, y, color);
        line.LineWidth = 2.5f;
        line.LinePattern = pattern;
        ChartTheme.Label(plot, name, x[^1], y[^1], Alignment.MiddleLeft, color, offsetX: 6, offsetY: offsetY, bold: true, size: 13);
    }

    private static string Percent(double ratio) => (ratio * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
