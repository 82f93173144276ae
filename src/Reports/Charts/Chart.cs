using ScottPlot;

namespace CostTool.Reports.Charts;

/// <summary>A chart that can be drawn.</summary>
/// <param name="Name">File name without ending, and anchor in the report.</param>
/// <param name="Title">Title.</param>
/// <param name="Alternative">What it shows, in a sentence, for those who do not see it.</param>
/// <param name="Height">Height in pixels at normal size; the width is <see cref="Width"/>.</param>
/// <param name="Draw">Draws into a plot that has the theme applied.</param>
internal sealed record Chart(string Name, string Title, string Alternative, int Height, Action<Plot> Draw)
{
    /// <summary>Width of every chart in pixels at normal size.</summary>
    public const int Width = 880;

    // Sharp on paper and on dense screens.
    private const int PngScale = 2;

    /// <summary>Draws the chart as PNG and as SVG.</summary>
    public ChartImage Render()
    {
        ChartFont.Use();
        using var plot = new Plot();
        ChartTheme.Apply(plot, Title);
        Draw(plot);
        var svg = ChartSvg.Clean(plot.GetSvgXml(Width, Height), this);
        plot.ScaleFactor = PngScale;
        var png = plot.GetImageBytes(Width * PngScale, Height * PngScale, ImageFormat.Png);
        return new ChartImage(Name, Title, Alternative, png, svg);
    }
}

/// <summary>A drawn chart.</summary>
/// <param name="Name">File name without ending.</param>
/// <param name="Title">Title.</param>
/// <param name="Alternative">What it shows, in a sentence.</param>
/// <param name="Png">PNG file.</param>
/// <param name="Svg">SVG element without XML declaration and without font; ids start with the name.</param>
internal sealed record ChartImage(string Name, string Title, string Alternative, byte[] Png, string Svg);
