using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace CostTool.Reports.Charts;

/// <summary>How every chart looks: white paper, dark letters, quiet lines, and colours that colour-blind readers and grey printers tell apart.</summary>
internal static class ChartTheme
{
    /// <summary>Letters.</summary>
    public static Color Ink { get; } = Color.FromHex("#1f2933");

    /// <summary>Secondary letters and axes.</summary>
    public static Color Muted { get; } = Color.FromHex("#52606d");

    /// <summary>A total.</summary>
    public static Color Total { get; } = Color.FromHex("#3e4c59");

    /// <summary>A cost that goes away.</summary>
    public static Color Saving { get; } = Color.FromHex("#009e73");

    /// <summary>A cost that is added.</summary>
    public static Color Added { get; } = Color.FromHex("#d55e00");

    /// <summary>Money that leaves the picture without being saved: other services, what the model does not explain.</summary>
    public static Color Neutral { get; } = Color.FromHex("#9aa5b1");

    /// <summary>Okabe and Ito's palette, ordered so that neighbours differ in lightness too.</summary>
    public static IReadOnlyList<Color> Palette { get; } =
    [
        .. new[] { "#0072b2", "#e69f00", "#005c43", "#56b4e9", "#d55e00", "#f0e442", "#7b3f6b", "#cc79a7", "#9aa5b1" }.Select(hex => Color.FromHex(hex)),
    ];

    /// <summary>Applies background, letters, axes and grid.</summary>
    public static void Apply(Plot plot, string title)
    {
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Axes.Color(Muted);
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        // Room for the half of the last tick's label that stands past the axis.
        plot.Axes.Right.MinimumSize = 36;
        plot.Grid.MajorLineColor = Color.FromHex("#e4e7eb");
        plot.Title(title, 17);
        plot.Axes.Title.Label.ForeColor = Ink;
        plot.Axes.Title.Label.Bold = true;
        foreach (var axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom })
        {
            axis.TickLabelStyle.FontSize = 13;
            axis.TickLabelStyle.ForeColor = Ink;
            axis.MinorTickStyle.Length = 0;
        }
        foreach (var label in new[] { plot.Axes.Left.Label, plot.Axes.Bottom.Label })
        {
            label.FontSize = 13;
            label.Bold = false;
            label.ForeColor = Muted;
        }
    }

    /// <summary>Puts named rows on the left axis, the first on top, and dollars on the bottom one.</summary>
    public static void NamedRows(Plot plot, IReadOnlyList<string> names, string unit)
    {
        plot.Axes.Left.TickGenerator = new NumericManual(
            [.. Enumerable.Range(0, names.Count).Select(row => Row(row))], [.. names.Select(name => Shorten(name, 34))]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { LabelFormatter = Dollars, MinimumTickSpacing = 40 };
        plot.Axes.Bottom.Label.Text = unit;
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Axes.SetLimitsY(-names.Count + 0.4, 0.6);
    }

    /// <summary>Where a row stands on the left axis.</summary>
    public static double Row(int row) => -row;

    /// <summary>Whole dollars for axes and bars, such as <c>$1,250</c>; cents where all is small.</summary>
    public static string Dollars(double amount)
    {
        var size = Math.Abs(amount);
        var decimals = size is > 0 and < 10 ? 2 : 0;
        return (amount < 0 ? "−$" : "$") + Math.Round(size, decimals, MidpointRounding.AwayFromZero).ToString(decimals == 2 ? "N2" : "N0", CultureInfo.InvariantCulture);
    }

    /// <summary>A label in the plot.</summary>
    public static void Label(Plot plot, string text, double x, double y, Alignment alignment, Color color, float offsetX = 0, float offsetY = 0, bool bold = false, float size = 12)
    {
        var label = plot.Add.Text(text, x, y);
        label.LabelFontName = ChartFont.Family;
        label.LabelFontSize = size;
        label.LabelBold = bold;
        label.LabelFontColor = color;
        label.LabelAlignment = alignment;
        label.OffsetX = offsetX;
        label.OffsetY = offsetY;
    }

    /// <summary>Cuts a name that would take the plot's place; the table below the chart has it whole.</summary>
    public static string Shorten(string name, int length)
    {
        var visible = Text.VisibleText.Of(name);
        return visible.Length <= length ? visible : string.Concat(visible.AsSpan(0, length - 1), "…");
    }
}
