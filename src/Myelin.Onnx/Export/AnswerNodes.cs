using Myelin.Numerics;
using Myelin.Tabular;

namespace Myelin.Onnx;

/// <summary>What networks say together, in double precision, as <see cref="TabularProgram"/> documents it.</summary>
sealed class AnswerNodes(GraphBuilder graph, TabularProgram program)
{
    readonly TabularModel _model = program.Model;

    /// <summary>Adds the outputs of the graph.</summary>
    /// <param name="members">what each network gives: float [N × outputs]</param>
    public void Write(IReadOnlyList<string> members, double coverage)
    {
        if (_model.Target.Classes is { } classes) Classify(members, classes);
        else Predict(members, coverage);
    }

    void Classify(IReadOnlyList<string> members, ClassNames classes)
    {
        using IDisposable scope = graph.Scope("answer");
        string[] shares = [.. members.Select(member => _model.Model.Link is Softmax ? member : Shares(member, classes.Count))];
        // [N, members, classes]
        string p = graph.Cast(graph.Reshape(graph.Concat(shares), -1, shares.Length, classes.Count), OnnxType.Double);
        if (program.MemberTemperature is { } ofMembers) p = Tempered(p, ofMembers);
        string mean = graph.Cast(Mean(p, [shares.Length, 1]), OnnxType.Float), given = mean;
        string place = graph.Node("ArgMax", [("axis", 1L), ("keepdims", 0L)], mean);
        if (program.MeanTemperature is not null || _model.Calibration.Threshold is not null)
        {
            string wide = graph.Cast(mean, OnnxType.Double);
            if (program.MeanTemperature is { } ofMean) given = graph.Cast(wide = Tempered(wide, ofMean), OnnxType.Float);
            if (_model.Calibration.Threshold is { } threshold)
                place = graph.Cast(graph.Node("GreaterOrEqual", graph.Reshape(graph.Columns(wide, 1, 1), -1), graph.Number(threshold)),
                    OnnxType.Int64);
        }
        string named = graph.Node("Gather", [("axis", 0L)],
            graph.Constant([classes.Count], (string[])[.. classes.Names], "classes"), place);
        graph.Output(named, OnnxNames.Class, OnnxType.String, "N");
        graph.Output(given, OnnxNames.Probabilities, OnnxType.Float, "N", classes.Count);
    }

    // outputs of a loss that is not of probabilities: nothing below 0, and a sum of 1
    string Shares(string member, int classes)
    {
        string positive = graph.Node("Relu", member), wide = graph.Cast(positive, OnnxType.Double);
        string sum = graph.ReduceSum(wide, 1, true);
        string share = graph.Cast(graph.Node("Div", wide, sum), OnnxType.Float);
        string isFirst = graph.Node("Equal", graph.Node("ArgMax", [("axis", 1L), ("keepdims", 1L)], member),
            graph.List<long>([.. Enumerable.Range(0, classes).Select(place => (long)place)]));
        string first = graph.Cast(isFirst, OnnxType.Float);
        return graph.Node("Where", graph.Node("Less", graph.Number(0.0), sum), share, first);
    }

    string Tempered(string p, double temperature) => graph.Node("Softmax", [("axis", -1L)], graph.Node("Div",
        graph.Node("Log", graph.Node("Max", p, graph.Number(TemperatureScaling.Epsilon))), graph.Number(temperature)));

    // along axis 1, of members, by what each counts
    string Mean(string values, ReadOnlySpan<int> shape)
    {
        double[] weights = [.. _model.Weights];
        if (weights.Any(weight => weight != 1)) values = graph.Node("Mul", values, graph.Constant(shape, weights, "weights"));
        return graph.Node("Div", graph.ReduceSum(values, 1, shape.Length == 1), graph.Number(weights.Sum()));
    }

    void Predict(IReadOnlyList<string> members, double coverage)
    {
        using IDisposable scope = graph.Scope("answer");
        int width = _model.Network.Outputs;
        string y = graph.Concat([.. members.Select(member => width == 1 ? member : graph.Columns(member, 0, 1))]);
        y = graph.Cast(y, OnnxType.Double);
        const string Letter = "y";
        y = new FormulaNodes(graph, OnnxType.Double, letters => letters is [{ Name: Letter }] ? y : null)
            .Write(_model.Target.Scaling!.InverseFormula(Expression.Letter(Letter)));
        if (_model.Bounds is { } bounds) y = graph.Node("Clip", y, graph.Number(bounds.Low), graph.Number(bounds.High));
        string mean = Mean(y, [members.Count]);
        graph.Output(mean, OnnxNames.Prediction, OnnxType.Double, "N", 1);
        if (_model.Calibration.Intervals is not { } intervals) return;
        string half = Half(intervals, mean, coverage);
        graph.Output(graph.Node("Sub", mean, half), OnnxNames.Low, OnnxType.Double, "N", 1);
        graph.Output(graph.Node("Add", mean, half), OnnxNames.High, OnnxType.Double, "N", 1);
    }

    // half an interval's width: a line from place to place; before the first and after the last it is level
    string Half(PredictionIntervals intervals, string prediction, double coverage)
    {
        double score = intervals.ScoreOf(coverage);
        double[] places = [.. intervals.Places], scales = [.. intervals.Scales.Select(scale => (double)scale)];
        if (double.IsInfinity(score)) return graph.Number(score);
        if (places.Length == 1) return graph.Number(score * scales[0]);
        string isAbove = graph.Node("Less", graph.List(places), prediction);
        string above = graph.ReduceSum(graph.Cast(isAbove, OnnxType.Int64), 1, true);
        double[] widths = [.. places.Zip(places.Skip(1), (a, b) => b - a)];
        const double Level = double.PositiveInfinity;
        string part = graph.Node("Div", graph.Node("Sub", prediction, At([0, .. places[..^1], 0])), At([Level, .. widths, Level]));
        string low = graph.Node("Mul", graph.Node("Sub", graph.Number(1.0), part), At([scales[0], .. scales]));
        string scale = graph.Node("Add", low, graph.Node("Mul", part, At([.. scales, scales[^1]])));
        return graph.Node("Mul", graph.Number(score), scale);

        string At(double[] table) => graph.Node("Gather", [("axis", 0L)], graph.List(table), above);
    }
}
