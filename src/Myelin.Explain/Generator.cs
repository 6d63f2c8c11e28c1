namespace Myelin.Explain;

/// <summary>What pages and pictures say of their maker.</summary>
static class Generator
{
    /// <summary>In HTML.</summary>
    public static string MarkOf(string what) => $"<meta name=\"generator\" content=\"Myelin {what}\">";

    /// <summary>In SVG.</summary>
    public static string CommentOf(string what) => $"<!-- Generator: Myelin {what} -->";
}
