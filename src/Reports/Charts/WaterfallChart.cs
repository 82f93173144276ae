using CostTool.Analyzer.Scenarios;
using CostTool.Reports.Layout;
using ScottPlot;

namespace CostTool.Reports.Charts;

/// <summary>From the bill to the recommended scenario, step by step, read from top to bottom.</summary>
internal static class WaterfallChart
{
    /// <summary>The chart, or null without steps.</summary>
    public static Chart? Of(SavingsAnalysis analysis)
    {
        var headline = Headline.Of(analysis);
        if (headline.Waterfall is not [var first, .., var last]) return null;
        var rows = headline.Waterfall.Select(WaterfallBar.Of).ToList();
        if (last.StepId is not "recommended") rows.Add(WaterfallBar.Ending(last, headline.Blocked ? "Modelled" : "Recommended"));
        return new Chart("chart-waterfall", headline.Blocked ? "What the model explains of the bill" : "Step by step to the recommended scenario",
            $"Waterfall from {first.Running} to {last.Running} a month in {headline.Waterfall.Count} steps; the same numbers are in the table below.",
            110 + 34 * rows.Count, plot => Draw(plot, rows));
    }

    private static void Draw(Plot plot, IReadOnlyList<WaterfallBar> rows)
    {
        ChartTheme.NamedRows(plot, [.. rows.Select(row => row.Name)], "USD per month");
        plot.Add.Bars(rows.Select((row, at) => new Bar
        {
            Position = ChartTheme.Row(at),
            ValueBase = row.From,
            Value = row.To,
            Size = 0.66,
            Orientation = Orientation.Horizontal,
            FillColor = row.Color,
            LineWidth = 0,
        }).ToList()).Horizontal = true;
        for (var at = 0; at + 1 < rows.Count; at++)
        {
            var link = plot.Add.Line(rows[at].To, ChartTheme.Row(at) - 0.33, rows[at].To, ChartTheme.Row(at + 1) + 0.33);
            link.LineColor = ChartTheme.Muted;
            link.LineWidth = 1;
            link.MarkerSize = 0;
        }
        var right = Math.Max(rows.Max(row => Math.Max(row.From, row.To)), 1e-6);
        var left = Math.Min(0, rows.Min(row => Math.Min(row.From, row.To)));
        for (var at = 0; at < rows.Count; at++)
            ChartTheme.Label(plot, rows[at].Label, Math.Max(rows[at].From, rows[at].To), ChartTheme.Row(at), Alignment.MiddleLeft, ChartTheme.Ink, offsetX: 6, bold: rows[at].IsTotal);
        plot.Axes.SetLimitsX(left, right + (right - left) * 0.14);
    }

    private sealed record WaterfallBar(string Name, double From, double To, bool IsTotal, string Label, Color Color)
    {
        public static WaterfallBar Of(WaterfallStep step, int at)
        {
            var running = (double)step.Running.Amount;
            var isTotal = at == 0 || step.StepId is "recommended" && step.Delta.Amount == 0;
            return isTotal
                ? new WaterfallBar(step.Step, 0, running, true, ChartTheme.Dollars(running), ChartTheme.Total)
                : new WaterfallBar(step.Step, (double)(step.Running - step.Delta).Amount, running, false, Signed((double)step.Delta.Amount), ColorOf(step));
        }

        public static WaterfallBar Ending(WaterfallStep last, string name) =>
            new(name, 0, (double)last.Running.Amount, true, ChartTheme.Dollars((double)last.Running.Amount), ChartTheme.Total);

        private static Color ColorOf(WaterfallStep step) =>
            step.StepId is "out-of-scope" or "residual" ? ChartTheme.Neutral : step.Delta.Amount < 0 ? ChartTheme.Saving : ChartTheme.Added;

        private static string Signed(double delta) => delta > 0 ? "+" + ChartTheme.Dollars(delta) : ChartTheme.Dollars(delta);
    }
}
