using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Myelin.Export;

/// <summary>
/// A model as one HTML file that predicts in any browser, offline: a form with a control for each column, the prediction as values change,
/// what each column contributes, the prediction along a column, and CSV files in and out.
/// </summary>
/// <remarks>
/// Nothing is loaded and nothing is sent: the page's security policy allows its own script and style by their digests, and no connection.
/// Predictions have the bits of <see cref="TabularModel.Predict(Table)"/>, by <see cref="JavaScriptModule"/>.
/// </remarks>
public static partial class ModelPage
{
    // each is part of one script: later ones use earlier ones
    static readonly string[] s_scripts =
        ["base.js", "columns.js", "fields.js", "answer.js", "shares.js", "curve.js", "csv.js", "files.js", "page.js"];

    /// <summary>Its mark, by which a file is known as such a page.</summary>
    public const string Mark = "<meta name=\"generator\" content=\"Myelin page\">";

    /// <summary>Writes the page of a model, whole or not at all.</summary>
    /// <param name="rows">
    /// rows to compare predictions on, null for made ones. Up to 40 of them become examples of the form, so that everybody who has the page
    /// can read them
    /// </param>
    /// <exception cref="NotSupportedException">A part of the model has no such form, or a prediction is another; nothing is
    /// written.</exception>
    public static ExportCheck Save(TabularModel model, string path, Table? rows = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ExportCheck? check = null;
        AtomicFile.Write(path, stream => check = Write(model, stream, rows));
        return check!;
    }

    /// <summary>The same to a stream, which is written to after the comparison.</summary>
    /// <exception cref="NotSupportedException">A part of the model has no such form, or a prediction is another.</exception>
    public static ExportCheck Write(TabularModel model, Stream to, Table? rows = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(to);
        ExportCheck check = ProgramCheck.Of(TabularProgram.Of(model), rows);
        to.Write(Encoding.UTF8.GetBytes(Html(model, rows)));
        return check;
    }

    static string Html(TabularModel model, Table? rows)
    {
        var module = JavaScriptModule.Of(model, ExportArithmetic.Exact, isBrief: true);
        string script = Inline(Short($"{module.Text}\n{{\n{string.Concat(s_scripts.Select(Resource))}}}\n"));
        string style = Short(Resource("page.css"));
        var parts = new Dictionary<string, string>
        {
            ["scriptDigest"] = DigestOf(script),
            ["styleDigest"] = DigestOf(style),
            ["mark"] = Mark,
            ["title"] = Escape($"Predict {model.Target.Column}"),
            ["target"] = Escape(model.Target.Column),
            ["style"] = style,
            ["about"] = PageAbout.Of(model),
            ["version"] = Version,
            ["facts"] = PageFacts.Of(model, rows),
            ["model"] = Convert.ToBase64String(module.Weights),
            ["script"] = script,
        };
        return Place().Replace(Short(Resource("page.html")), place => parts[place.Groups[1].Value]);
    }

    internal static string Version { get; } = typeof(ModelPage).Assembly.GetName().Version!.ToString(3);

    /// <summary>Text from outside as HTML.</summary>
    internal static string Escape(string text) => WebUtility.HtmlEncode(VisibleText.Of(text));

    // what would end the script, or begin a comment, is only ever part of a text in it
    static string Inline(string script) => EndOfScript().Replace(script, found => $"\\x3C{found.Value[1..]}");

    // without lines of comments, empty ones, and the blanks that lines begin with; no line begins within a text
    static string Short(string lines) => LineBeginning().Replace(lines, "");

    static string DigestOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Page.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"^(?:[ ]+|\n|/\*\*(?:(?!\*/)[\s\S])*\*/\n|//[^\n]*\n)+", RegexOptions.Multiline)]
    private static partial Regex LineBeginning();

    [GeneratedRegex("<(?=/?script|!--)", RegexOptions.IgnoreCase)]
    private static partial Regex EndOfScript();
}
