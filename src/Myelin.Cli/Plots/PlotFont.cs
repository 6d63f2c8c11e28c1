using ScottPlot;
using SkiaSharp;

namespace Myelin.Cli.Plots;

/// <summary>The font of plots: one of this machine's, without serifs where there is one.</summary>
static class PlotFont
{
    static readonly string[] s_liked = ["DejaVu Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "Noto Sans",
        "Open Sans", "Roboto", "Ubuntu"];

    static readonly string? s_name = Find();

    /// <summary>Some servers have no font at all; a plot of theirs has lines and no words.</summary>
    public static bool Exists => s_name is not null;

    public static void Use()
    {
        if (s_name is not null) Fonts.Default = Fonts.Sans = s_name;
    }

    /// <summary>The font, or another of this machine's that has the characters of the text.</summary>
    public static string For(string text)
    {
        using SKTypeface? typeface = s_name is null ? null : SKTypeface.FromFamilyName(s_name);
        return typeface is null || !typeface.ContainsGlyphs(text) ? Fonts.Detect(text) : s_name!;
    }

    static string? Find()
    {
        string[] known = [.. SKFontManager.Default.FontFamilies.Where(name => name.Length > 0)];
        return s_liked.FirstOrDefault(known.Contains)
            ?? known.FirstOrDefault(name => name.Contains("Sans", StringComparison.Ordinal))
            ?? known.FirstOrDefault();
    }
}
