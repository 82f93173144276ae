using ScottPlot;
using SkiaSharp;

namespace CostTool.Reports.Charts;

/// <summary>The font of every chart: a part of DejaVu Sans shipped inside, so that a chart is the same on a machine that has no fonts.</summary>
internal static class ChartFont
{
    /// <summary>Family name, in charts and in the report's style sheet.</summary>
    public const string Family = "DejaVu Sans";

    private static readonly Lazy<bool> Registered = new(Register);

    /// <summary>Makes the drawing library take its letters from us; the first call does it for the process.</summary>
    public static void Use() => _ = Registered.Value;

    private static bool Register()
    {
        Fonts.FontResolvers.Insert(0, new Resolver());
        Fonts.Default = Family;
        Fonts.Sans = Family;
        return true;
    }

    private sealed class Resolver : IFontResolver
    {
        /// <inheritdoc />
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
            CreateTypeface(fontName, weight >= FontWeight.SemiBold, slant is not FontSlant.Upright);

        /// <inheritdoc />
        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic)
        {
            if (fontName is not Family) return null;
            using var font = EmbeddedResource.Open(bold ? "DejaVuSans-Bold.ttf" : "DejaVuSans.ttf");
            return SKTypeface.FromStream(font);
        }
    }
}
