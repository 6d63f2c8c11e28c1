using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>What the model is, as HTML: target, rows, networks, scores beside their baseline, columns that are not used.</summary>
static class PageAbout
{
    public static string Of(TabularModel model)
    {
        var html = new StringBuilder("<dl class=\"facts\">");
        foreach ((string name, string value) in Facts(model))
            html.Append("<dt>").Append(name).Append("</dt><dd>").Append(ModelPage.Escape(value)).Append("</dd>");
        html.Append("</dl>\n");
        AddScores(html, model);
        AddList(html, "Columns that are not used", model.Dropped.Select(column => $"{column.Name}: {column.Reason}"));
        return html.ToString();
    }

    static IEnumerable<(string, string)> Facts(TabularModel model)
    {
        Target target = model.Target;
        yield return ("Target", target.Classes is { } classes
            ? $"{target.Column}: classification, {Count(classes.Count)} classes" : $"{target.Column}: regression");
        yield return ("Columns", Count(model.Encoder.Columns.Count));
        yield return ("Training rows", Count(model.Schema.Rows));
        yield return ("Networks", model.Members.Count == 1 ? "1" : $"ensemble of {Count(model.Members.Count)} networks");
        yield return ("Parameters", Count(model.Members.Sum(member => (long)member.Network.ParameterCount)));
        if (Baseline(model) is { } baseline) yield return ("Baseline", baseline);
        if (target.Classes is not null)
            yield return ("Probabilities", model.Calibration.Temperature == 1 ? "uncalibrated" : string.Create(
                CultureInfo.InvariantCulture, $"calibrated by temperature scaling, T = {model.Calibration.Temperature:G3}"));
        yield return ("Myelin", ModelPage.Version);
        yield return ("SHA-256 of the weights", WeightDigest.Of(model.Members.Select(member => member.Parameters)));
    }

    static string? Baseline(TabularModel model) => model.Baseline is not { } baseline ? null
        : model.Target.Classes is { } classes && baseline.MostFrequent is >= 0 and var most
        ? string.Create(CultureInfo.InvariantCulture,
            $"always predicting {classes.Names[most]}: accuracy {baseline.Frequencies[most]:0.0 %} on training rows")
        : string.Create(CultureInfo.InvariantCulture,
            $"always predicting the mean of the training rows, {baseline.Mean:G6}, or their median, {baseline.Median:G6}");

    static void AddScores(StringBuilder html, TabularModel model)
    {
        Score[] scores = [.. model.Scores.Where(score => double.IsFinite(score.Value))];
        if (scores.Length == 0) return;
        html.Append("<h3>Scores</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Scores\"><table>")
            .Append("<thead><tr><th scope=\"col\">rows and metric</th><th scope=\"col\">score</th></tr></thead><tbody>");
        foreach (Score score in scores)
            html.Append("<tr><th scope=\"row\">").Append(ModelPage.Escape(score.Name)).Append("</th><td>")
                .Append(score.Value.ToString("G4", CultureInfo.InvariantCulture)).Append("</td></tr>");
        html.Append("</tbody></table></div>\n");
    }

    static void AddList(StringBuilder html, string title, IEnumerable<string> items)
    {
        string[] all = [.. items];
        if (all.Length == 0) return;
        html.Append("<h3>").Append(title).Append("</h3><ul>");
        foreach (string item in all) html.Append("<li dir=\"auto\">").Append(ModelPage.Escape(item)).Append("</li>");
        html.Append("</ul>\n");
    }

    static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
