using System.Text;
using Myelin.Cli.Predicting;
using Myelin.Explain;
using Myelin.Numerics;
using Myelin.Tabular;

namespace Myelin.Cli.Tracing;

/// <summary>
/// A row of a table on its way through a tabular model: from its cells to the very text that myelin predict writes for it.
/// </summary>
sealed class PredictedRow : IRowStory
{
    readonly TabularModel _model;
    readonly float[] _inputs;

    /// <param name="row">a table of one row</param>
    /// <param name="network">which network is traced, from 0</param>
    public PredictedRow(TabularModel model, Table row, int network)
    {
        (_model, Network, _inputs) = (model, network, model.Encoder.Apply(row));
        Networks = [.. model.Members.Select((member, i) => Said(member, model.Weights[i]))];
        Raw = model.PredictRaw(row)[0];
        Prediction = model.Predict(row)[0];
        Cells = [.. CellsOf(row)];
        using var text = new MemoryStream();
        new PredictionCsv(new(model, interval: null, keep: [], flags: false), guards: false).Write(text, [(row, [Prediction])]);
        Text = Encoding.UTF8.GetString(text.ToArray()).TrimEnd('\n').Split('\n');
    }

    /// <summary>The network that is traced, from 0.</summary>
    public int Network { get; }

    /// <summary>What each network says of the row.</summary>
    public IReadOnlyList<NetworkSays> Networks { get; }

    /// <summary>Their mean before calibration.</summary>
    public Prediction Raw { get; }

    public Prediction Prediction { get; }

    /// <summary>Each column's cell, and the inputs that it becomes.</summary>
    public IReadOnlyList<EncodedCell> Cells { get; }

    /// <summary>The lines that myelin predict writes: header and prediction.</summary>
    public IReadOnlyList<string> Text { get; }

    public string Target => _model.Target.Column;

    public IReadOnlyList<string> Classes => _model.Target.Classes is { } classes ? [.. classes.Names] : [];

    /// <summary>The class that is predicted, or the likeliest where a threshold decides.</summary>
    public int Best => Math.Max(0, Classes.ToList().IndexOf(Prediction.Class ?? ""));

    public double Weights => _model.Weights.Sum();

    public double Temperature => _model.Target.Classes is null ? 1 : _model.Calibration.Temperature;

    /// <summary>Whether the temperature is each network's, before their mean.</summary>
    public bool TempersNetworks => _model.Calibration.OfMembers && Temperature != 1;

    public double? Threshold => _model.Target.Classes is null ? null : _model.Calibration.Threshold;

    public (double Low, double High)? Bounds => _model.Target.Classes is null ? _model.Bounds : null;

    NetworkSays Said(Model<float> member, double weight)
    {
        var output = new float[member.Network.Outputs];
        member.Predict(_inputs, output);
        if (_model.Target.Classes is null) return new(weight, [output[0]], [Bounded(_model.Target.Scaling!.Invert(output[0]))]);
        double[] shares = [.. (member.Link is Softmax ? output : Shares(output)).Select(share => (double)share)], tempered = [.. shares];
        if (_model.Calibration.OfMembers) TemperatureScaling.Apply(shares, Temperature, tempered);
        return new(weight, shares, tempered);
    }

    double Bounded(double value) => Bounds is { } bounds ? Math.Clamp(value, bounds.Low, bounds.High) : value;

    // of a loss that is not of probabilities: nothing below 0, and a sum of 1
    static float[] Shares(float[] output)
    {
        double sum = output.Sum(one => Math.Max(0d, one));
        int likeliest = Likeliest.Of<float>(output);
        return [.. output.Select((one, k) => sum > 0 ? (float)(Math.Max(0, one) / sum) : k == likeliest ? 1 : 0)];
    }

    IEnumerable<EncodedCell> CellsOf(Table row)
    {
        int number = 0, plain = _model.Encoder.Layout.Numbers, code = plain + _model.Encoder.Layout.Plain;
        foreach (ColumnEncoder encoder in _model.Encoder.Columns)
        {
            var inputs = new List<(string, int, double)>();
            foreach (string name in encoder.Numbers) inputs.Add((name, number + 1, _inputs[number++]));
            foreach (string name in encoder.Plain) inputs.Add((name, plain + 1, _inputs[plain++]));
            if (encoder.Codes > 0) inputs.Add((encoder.Outputs[^1], code + 1, _inputs[code++]));
            yield return new(encoder.Column, row[encoder.Column].Text(0), inputs);
        }
    }

    string IRowStory.Traced => $"network {Network + 1} of {Networks.Count}, as it predicts: nothing is dropped";

    string IRowStory.Title => "Prediction: what myelin predict makes of the row";

    IReadOnlyList<string> IRowStory.Cells(int digits) => [.. Cells.Select(cell => RowText.Line(cell, digits))];

    Scene IRowStory.Predicted()
    {
        double[,] networks = Matrices.Of([.. Networks.Select(network => network.Counted[Classes.Count == 0 ? 0 : Best])], 1);
        (string symbol, string of) = Classes.Count == 0 ? ("y", Target) : ("p", Classes[Best]);
        return new("Networks", $"{Networks.Count}",
            [new(symbol, $"({of}, of each network)", networks, Ink.Forward) { Worked = [.. Worked()] }]);
    }

    /// <summary>From what the networks say to the prediction, of the predicted class or of the number.</summary>
    public IEnumerable<WorkedLine> Worked()
    {
        bool isNumber = Classes.Count == 0;
        NetworkSays traced = Networks[Network];
        string symbol = isNumber ? "y" : "p";
        if (isNumber)
        {
            Expression value = _model.Target.Scaling is StandardScaling scaling
                ? Expression.Measured(traced.Output[0]) * Expression.Measured(scaling.Deviation) + Expression.Measured(scaling.Mean)
                : Expression.Measured(traced.Output[0]);
            if (Bounds is { } bounds)
                value = Expression.Min(Expression.Measured(bounds.High), Expression.Max(Expression.Measured(bounds.Low), value));
            if (value.Node.Operation is not Operation.Letter) yield return new($"{symbol}[{Network + 1}]", value, traced.Counted[0]);
        }
        else if (TempersNetworks) yield return Tempered($"{symbol}[{Network + 1}]", traced.Output, traced.Counted[Best]);
        double mean = Networks.Sum(network => network.Weight * network.Counted[isNumber ? 0 : Best]) / Weights;
        if (Networks.Count > 1) yield return new(symbol, Mean(isNumber ? 0 : Best), mean);
        if (!isNumber && !_model.Calibration.OfMembers && Temperature != 1)
            yield return Tempered("q", [.. Raw.Probabilities.Select(p => (double)p)], Prediction.Probabilities[Best]);
    }

    Expression Mean(int answer)
    {
        bool isPlain = Networks.All(network => network.Weight == Networks[0].Weight);
        Expression sum = Expression.Sum(Networks.Count, i => isPlain
            ? Expression.Measured(Networks[i].Counted[answer])
            : Expression.Measured(Networks[i].Weight) * Expression.Measured(Networks[i].Counted[answer]), Networks.Count);
        return isPlain ? sum / Networks.Count : sum / Expression.Measured(Weights);
    }

    // p^(1/T)/Σ p^(1/T)
    WorkedLine Tempered(string symbol, double[] p, double result)
    {
        Expression power = 1 / Expression.Measured(Temperature);
        return new(symbol,
            Expression.Power(Expression.Measured(p[Best]), power) /
                Expression.Sum(p.Length, k => Expression.Power(Expression.Measured(p[k]), power)), result);
    }
}

/// <summary>One network of a model.</summary>
/// <param name="Weight">how much it counts in the mean</param>
/// <param name="Output">probabilities, or the scaled number</param>
/// <param name="Counted">what enters the mean: with its temperature, or in the target's unit within its bounds</param>
sealed record NetworkSays(double Weight, double[] Output, double[] Counted);

/// <summary>A cell of the row.</summary>
/// <param name="Cell">its text; null where it is missing</param>
/// <param name="Inputs">the inputs of the network that it becomes: name, place from 1, value</param>
sealed record EncodedCell(string Column, string? Cell, IReadOnlyList<(string Name, int Place, double Value)> Inputs);
