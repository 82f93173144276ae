using ScottPlot;

namespace CostTool.Reports.Charts;

/// <summary>A part of a stacked row.</summary>
/// <param name="Series">Series that it belongs to; gives the colour.</param>
/// <param name="Value">Length; negative parts grow to the left of zero.</param>
internal sealed record StackedPart(string Series, double Value);

/// <summary>A row of stacked parts.</summary>
/// <param name="Name">Name on the axis.</param>
/// <param name="Parts">Parts from the axis outwards.</param>
/// <param name="Total">What the parts add up to, printed at the end.</param>
internal sealed record StackedRow(string Name, IReadOnlyList<StackedPart> Parts, double Total);

/// <summary>Draws rows of stacked bars with a legend and the total at the end of each.</summary>
internal static class StackedRows
{
    /// <summary>Height of a chart with so many rows and its legend.</summary>
    public static int Height(int rows) => 170 + 40 * Math.Max(rows, 2);

    /// <summary>Draws the rows; the colour of a series is its place in <paramref name="series"/>.</summary>
    public static void Draw(Plot plot, IReadOnlyList<StackedRow> rows, IReadOnlyList<string> series, string unit)
    {
        ChartTheme.NamedRows(plot, [.. rows.Select(row => row.Name)], unit);
        var ends = rows.Select((row, at) => Bars(plot, row, at, series)).ToList();
        var right = Math.Max(ends.Max(end => end.Right), 1e-6);
        var left = ends.Min(end => end.Left);
        for (var at = 0; at < rows.Count; at++)
            ChartTheme.Label(plot, ChartTheme.Dollars(rows[at].Total), ends[at].Right, ChartTheme.Row(at), Alignment.MiddleLeft, ChartTheme.Ink, offsetX: 6, bold: true);
        plot.Axes.SetLimitsX(left, right + (right - left) * 0.13);
        foreach (var name in series)
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = name, FillColor = ColorOf(name, series), LabelFontName = ChartFont.Family, LabelFontSize = 13, LabelFontColor = ChartTheme.Ink });
        var legend = plot.ShowLegend(Edge.Bottom);
        legend.Legend.Orientation = Orientation.Horizontal;
        legend.Legend.TightHorizontalWrapping = true;
        legend.Legend.OutlineWidth = 0;
        legend.Legend.ShadowColor = Colors.Transparent;
    }

    private static (double Left, double Right) Bars(Plot plot, StackedRow row, int at, IReadOnlyList<string> series)
    {
        double right = 0, left = 0;
        var bars = new List<Bar>();
        foreach (var part in row.Parts.Where(part => part.Value != 0))
        {
            var from = part.Value > 0 ? right : left;
            var to = from + part.Value;
            bars.Add(new Bar
            {
                Position = ChartTheme.Row(at),
                ValueBase = from,
                Value = to,
                Size = 0.64,
                Orientation = Orientation.Horizontal,
                FillColor = ColorOf(part.Series, series),
                LineColor = Colors.White,
                LineWidth = 1,
            });
            if (part.Value > 0) right = to;
            else left = to;
        }
        plot.Add.Bars(bars).Horizontal = true;
        return (left, right);
    }

    private static Color ColorOf(string name, IReadOnlyList<string> series) =>
        ChartTheme.Palette[series.Index().First(item => item.Item == name).Index % ChartTheme.Palette.Count];
}
