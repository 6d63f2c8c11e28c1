using System.Globalization;
using System.Text;
using Myelin.Basis;

namespace Myelin.Explain;

/// <summary>
/// A drawing of a trace as SVG: neurons with their activations, edges with their weights, and every gradient in a color of its own.
/// </summary>
sealed class NetworkDrawing(Walk walk, int digits)
{
    const double Radius = 33, Top = 140, Left = 92;

    /// <summary>Of wider layers only the first and last neurons are drawn; edges between wider ones have no numbers.</summary>
    const int MostNeurons = 10, MostLabeled = 6;

    const string ForwardColor = "#0b6fb8", NegativeColor = "#c4671b", BackwardColor = "#c2186b",
        TextColor = "#1d2733", FaintColor = "#7b8794";

    readonly StringBuilder _svg = new();
    readonly IReadOnlyList<LayerTrace<double>> _layers = walk.First.Layers;
    double _columnGap = 270, _rowGap = 128;

    public static string Svg(Walk walk, int digits) => new NetworkDrawing(walk, digits).Draw();

    string Draw()
    {
        MakeRoom();
        int columns = _layers.Count + 1, tallest = Enumerable.Range(0, columns).Max(column => Shown(WidthOf(column)).Count);
        double width = Left + (columns - 1) * _columnGap + 330, height = Top + (tallest - 1) * _rowGap + 150;
        _svg.Append(Invariant($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="'DejaVu Sans', Verdana, Arial, sans-serif" text-anchor="middle">
            {Generator.CommentOf("drawing")}
            <style>text.halo {"{"} paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round {"}"}</style>
            <rect width="{width}" height="{height}" rx="14" fill="#ffffff"/>

            """));
        Text(24, 36, $"{walk.Lesson.Model.Network}", 17, TextColor, "start", style: Bold);
        Legend(24, 62);
        for (int column = 1; column < columns; column++) Edges(column, tallest);
        for (int column = 0; column < columns; column++) Column(column, tallest);
        Loss(columns - 1, tallest);
        return _svg.Append("</svg>\n").ToString();
    }

    /// <summary>
    /// At 1/(m + 1) of the way to the nearer end's m neurons all lines are equally far apart, a gap's (m + 1)th: there stand the numbers,
    /// and the gaps must be wide enough for them.
    /// </summary>
    void MakeRoom()
    {
        for (int column = 1; column <= _layers.Count; column++)
        {
            if (_layers[column - 1].Layer is not Dense || !IsLabeled(column)) continue;
            int fan = Fan(column);
            _rowGap = Math.Max(_rowGap, 31 * (fan + 1));
            _columnGap = Math.Max(_columnGap, 2 * Radius + 52 * (fan + 1));
        }
    }

    int Fan(int column) => Math.Min(Shown(WidthOf(column - 1)).Count, Shown(WidthOf(column)).Count);

    bool IsLabeled(int column) => Fan(column) <= MostLabeled;

    void Legend(double x, double y)
    {
        Text(x, y, "a, z forward", 12.5, ForwardColor, "start");
        Text(x + 112, y, "w, b positive", 12.5, ForwardColor, "start");
        Text(x + 222, y, "w, b negative", 12.5, NegativeColor, "start");
        Text(x + 338, y, "∂L/∂w, ∂L/∂b, δ backward", 12.5, BackwardColor, "start");
        if (walk.Lesson.Samples.Rows > 1)
            Text(x + 540, y, $"values of row 1 of {walk.Lesson.Samples.Rows}, gradients of all", 12.5, FaintColor, "start");
    }

    // column 0 is the input, column l the output of layer l
    double[,] ValuesOf(int column) => column == 0 ? _layers[0].Input : _layers[column - 1].Output;

    int WidthOf(int column) => ValuesOf(column).GetLength(1);

    double X(int column) => Left + column * _columnGap;

    double Y(int column, int place, int tallest) => Top + 34 + (tallest - Shown(WidthOf(column)).Count) * _rowGap / 2 + place * _rowGap;

    static List<int> Shown(int width) => width <= MostNeurons
        ? [.. Enumerable.Range(0, width)]
        : [.. Enumerable.Range(0, MostNeurons - 2), -1, width - 1];

    void Edges(int column, int tallest)
    {
        LayerTrace<double> layer = _layers[column - 1];
        List<int> sources = Shown(WidthOf(column - 1)), targets = Shown(WidthOf(column));
        BlockTrace<double>? weight = layer.Layer is Dense ? layer.Parameters[0] : null;
        double largest = weight is null ? 1 : weight.Value.Cast<double>().Max(Math.Abs);
        var labels = new List<Action>();
        for (int s = 0; s < sources.Count; s++)
            for (int t = 0; t < targets.Count; t++)
            {
                (int i, int o) = (sources[s], targets[t]);
                if (i < 0 || o < 0 || weight is null && i != o) continue;
                double x1 = X(column - 1) + Radius, x2 = X(column) - Radius, y1 = Y(column - 1, s, tallest), y2 = Y(column, t, tallest);
                double w = weight?.Value[i, o] ?? 1;
                string color = weight is null ? FaintColor : w < 0 ? NegativeColor : ForwardColor;
                double thickness = weight is null || largest == 0 ? 1 : 0.8 + 4.2 * Math.Abs(w) / largest;
                _svg.AppendLine(string.Create(CultureInfo.InvariantCulture,
                    $"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" stroke="{color}" stroke-width="{thickness:0.##}" """ +
                    $"""stroke-opacity="0.45"/>"""));
                if (weight is null || !IsLabeled(column)) continue;
                bool nearSource = targets.Count <= sources.Count;
                double part = Math.Min(0.3, 1.0 / (Fan(column) + 1)), along = nearSource ? part : 1 - part;
                double x = x1 + (x2 - x1) * along, y = y1 + (y2 - y1) * along;
                labels.Add(() =>
                {
                    _svg.AppendLine(string.Create(CultureInfo.InvariantCulture,
                        $"""<rect x="{x - 28:0.#}" y="{y - 13:0.#}" width="56" height="27" rx="5" fill="#ffffff" fill-opacity="0.93" """ +
                        $"""stroke="#d5dce3"/>"""));
                    Text(x, y - 1, Number(w), 11.5, color);
                    Text(x, y + 10.5, Number(weight.Gradient[i, o]), 10.5, BackwardColor);
                });
            }
        foreach (Action label in labels) label();
    }

    void Column(int column, int tallest)
    {
        double[,] values = ValuesOf(column);
        List<int> shown = Shown(values.GetLength(1));
        string title = column == 0 ? "input x" : Invariant($"layer {column}: {_layers[column - 1].Layer}");
        Text(X(column), Top - 34, title, 13.5, TextColor, style: Bold);
        for (int place = 0; place < shown.Count; place++)
        {
            double x = X(column), y = Y(column, place, tallest);
            if (shown[place] < 0) Text(x, y + 8, "⋮", 26, FaintColor);
            else Neuron(column, shown[place], x, y);
        }
    }

    void Neuron(int column, int index, double x, double y)
    {
        double a = ValuesOf(column)[0, index];
        _svg.AppendLine(Invariant($"""<circle cx="{x}" cy="{y}" r="{Radius}" fill="#e9f3fb" stroke="{ForwardColor}" stroke-width="2"/>"""));
        LayerTrace<double>? layer = column == 0 ? null : _layers[column - 1];
        bool hasZ = layer?.Layer is Dense;
        Text(x, y + (hasZ ? 1 : 5), Number(a), 13, TextColor, style: Bold);
        if (hasZ) Text(x, y + 16, $"z {Number(layer!.PreActivation![0, index])}", 9, ForwardColor);
        if (layer is null) Text(x, y + Radius + 15, $"∂x {Number(_layers[0].InputGradient[0, index])}", 10.5, BackwardColor, style: Halo);
        if (layer?.Layer is Dense { Bias: true })
        {
            BlockTrace<double> bias = layer.Parameters[1];
            double b = bias.Value[0, index];
            Text(x, y - Radius - 7, $"b {Number(b)}", 11, b < 0 ? NegativeColor : ForwardColor, style: Halo);
            Text(x, y + Radius + 27, $"∂b {Number(bias.Gradient[0, index])}", 10.5, BackwardColor, style: Halo);
        }
        if (layer?.Delta is { } delta) Text(x, y + Radius + 15, $"δ {Number(delta[0, index])}", 10.5, BackwardColor, style: Halo);
    }

    void Loss(int lastColumn, int tallest)
    {
        Samples<double> samples = walk.Lesson.Samples;
        double x = X(lastColumn) + 175, y = Top + 34 + (tallest - 1) * _rowGap / 2;
        List<int> shown = Shown(WidthOf(lastColumn));
        for (int place = 0; place < shown.Count; place++)
        {
            double from = Y(lastColumn, place, tallest);
            _svg.AppendLine(string.Create(CultureInfo.InvariantCulture,
                $"""<line x1="{X(lastColumn) + Radius}" y1="{from:0.#}" x2="{x - 62}" y2="{y:0.#}" stroke="{FaintColor}" """ +
                $"""stroke-dasharray="4 4"/>"""));
            if (shown[place] >= 0 && samples.TargetColumns == WidthOf(lastColumn))
                Text(X(lastColumn) + Radius + 8, from - 9, $"y {Number(samples.Targets.Span[shown[place]])}", 11.5,
                    TextColor, "start", style: Halo);
        }
        if (samples.TargetColumns < WidthOf(lastColumn)) Text(x, y - 54, $"y {Number(samples.Targets.Span[0])}", 11.5, TextColor);
        _svg.AppendLine(string.Create(CultureInfo.InvariantCulture,
            $"""<rect x="{x - 62}" y="{y - 40:0.#}" width="166" height="80" rx="10" fill="#fdeef5" stroke="{BackwardColor}" """ +
            $"""stroke-width="1.5"/>"""));
        Text(x + 21, y - 14, $"L {Number(walk.First.Loss)}", 15, TextColor, style: Bold);
        Text(x + 21, y + 6, LossText.NameOf(walk.Lesson.Loss), 9.5, FaintColor);
        Text(x + 21, y + 26, $"after the step {Number(walk.Losses[1])}", 10.5, ForwardColor);
    }

    const string Bold = "font-weight=\"bold\" ", Halo = "class=\"halo\" ";

    void Text(double x, double y, string text, double size, string color, string anchor = "middle", string style = "")
    {
        _svg.Append(Invariant($"""<text x="{x:0.#}" y="{y:0.#}" font-size="{size:0.#}" fill="{color}" """));
        if (anchor != "middle") _svg.Append(Invariant($"""text-anchor="{anchor}" """));
        _svg.Append(style).Append('>').Append(Escape(text)).AppendLine("</text>");
    }

    string Number(double number)
    {
        if (number == Math.Floor(number) && Math.Abs(number) < 1e6) return MatrixText.Number(number, "0");
        bool plain = Math.Abs(number) is >= 0.0005 and < 1e6;
        return MatrixText.Number(number, plain ? $"F{digits}" : "0.0e+0");
    }

    static string Escape(string text) =>
        VisibleText.Of(text).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
