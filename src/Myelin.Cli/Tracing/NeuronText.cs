using Myelin.Cli.Output;
using Myelin.Explain;
using Myelin.Numerics;

namespace Myelin.Cli.Tracing;

/// <summary>
/// One neuron of a dense layer, with every number that goes into it: its sum, its activation, the gradient that comes back, and its step.
/// </summary>
sealed class NeuronText(Screen screen, int digits)
{
    /// <param name="layer">from 1</param>
    /// <param name="neuron">from 1</param>
    public void Write(Walk walk, int layer, int neuron)
    {
        LayerTrace<double> traced = walk.First.Layers[layer - 1];
        var dense = (Dense)traced.Layer;
        (int j, string l, string at) = (neuron - 1, Superscript.Of(layer), Subscript.Of(neuron));
        screen.Line(new Piece($"Neuron {neuron} of layer {layer}: {dense}", Ink.Strong));
        if (traced.Input.GetLength(0) > 1)
            screen.Line(new Piece("  Forward and backward of row 1; the gradients of weights are of all rows.", Ink.Faint));

        screen.Title("Forward: what it makes of its inputs");
        Show([Sum(traced, j, l, at), .. Activated(traced, dense.Activation, j, l, at)]);

        screen.Title("Backward: how L changes with it");
        Show([.. Arriving(walk, layer, j, l, at), .. Through(traced, dense.Activation, j, l, at)]);

        screen.Title("Its weights: gradient and step");
        StepTrace<double> step = walk.Steps[0];
        int block = walk.First.Layers.Take(layer - 1).Sum(one => one.Parameters.Count);
        for (int i = 0; i < traced.Parameters[0].Value.GetLength(0); i++)
            Show([.. Weight(walk, step, traced, (block, i, j), $"W{l}", $"{Subscript.Of(i + 1)}{at}")]);
        if (dense.Bias) Show([.. Weight(walk, step, traced, (block + 1, 0, j), $"b{l}", at)]);
    }

    // z = Σᵢ xᵢ wᵢ + b
    static WorkedLine Sum(LayerTrace<double> layer, int j, string l, string at)
    {
        double[,] w = layer.Parameters[0].Value;
        Expression sum = Expression.Sum(w.GetLength(0),
            i => Expression.Measured(layer.Input[0, i]) * Expression.Measured(w[i, j]), w.GetLength(0));
        return new($"z{l}{at}", layer.Parameters.Count > 1 ? sum + Expression.Measured(layer.Parameters[1].Value[0, j]) : sum,
            layer.PreActivation![0, j]);
    }

    static IEnumerable<WorkedLine> Activated(LayerTrace<double> layer, IActivation function, int j, string l, string at)
    {
        double[,] z = layer.PreActivation!;
        return ActivationText.Value(function, Matrices.Row(z, 0), j, z.GetLength(1)) is { } value
            ? Formulas.Lines($"a{l}{at}", value, layer.Output[0, j])
            : [];
    }

    // ∂L/∂a: of the next dense layer's δ and the weights that lead there
    static IEnumerable<WorkedLine> Arriving(Walk walk, int layer, int j, string l, string at)
    {
        double found = walk.First.Layers[layer - 1].OutputGradient[0, j];
        if (layer == walk.First.Layers.Count || walk.First.Layers[layer].Layer is not Dense)
        {
            string from = layer == walk.First.Layers.Count ? "ŷ" : $"x{Superscript.Of(layer + 1)}";
            yield return new($"∂L/∂a{l}{at}", Expression.Measured(found, $"∂L/∂{from}{at}"), found);
            yield break;
        }
        LayerTrace<double> next = walk.First.Layers[layer];
        double[,] w = next.Parameters[0].Value;
        yield return new($"∂L/∂a{l}{at}",
            Expression.Sum(w.GetLength(1), o => Expression.Measured(next.Delta![0, o]) * Expression.Measured(w[j, o]),
                w.GetLength(1)), found);
    }

    static IEnumerable<WorkedLine> Through(LayerTrace<double> layer, IActivation function, int j, string l, string at)
    {
        (double z, double a, double delta) = (layer.PreActivation![0, j], layer.Output[0, j], layer.Delta![0, j]);
        Expression arriving = Expression.Measured(layer.OutputGradient[0, j]);
        double[] row = Matrices.Row(layer.Output, 0);
        if (ActivationText.Product(function, row, Matrices.Row(layer.OutputGradient, 0), j, row.Length) is { } product)
            return Formulas.Lines($"δ{l}{at}", product, delta);
        if (ActivationText.Slope(function, z, a) is not { } slope) return [];
        double found = SlopeOf.Activation(function, layer.PreActivation!)[0, j];
        IEnumerable<WorkedLine> lines = function is Identity ? [] : Formulas.Lines($"σ′(z{l}{at})", slope, found);
        return lines.Append(new($"δ{l}{at}", function is Identity ? arriving : arriving * Expression.Measured(found), delta));
    }

    static IEnumerable<WorkedLine> Weight(
        Walk walk, StepTrace<double> step, LayerTrace<double> layer, (int Block, int Row, int Column) place, string name, string at)
    {
        UpdateTrace<double> update = step.Updates[place.Block]!;
        bool isBias = name[0] == 'b';
        int rows = layer.Input.GetLength(0);
        double found = update.Gradient[place.Row, place.Column];
        yield return new($"∂L/∂{name}{at}", Expression.Sum(rows, n => isBias
            ? Expression.Measured(layer.Delta![n, place.Column])
            : Expression.Measured(layer.Input[n, place.Row]) * Expression.Measured(layer.Delta![n, place.Column])), found);
        if (update.IsFrozen) yield break;
        foreach (WorkedLine line in Descent.Worked(walk.Lesson.Optimizer, Only(update, place.Row, place.Column), step.Number, name, at))
            yield return line;
    }

    // an element's own step, as if it were the whole block
    static UpdateTrace<double> Only(UpdateTrace<double> update, int row, int column)
    {
        return update with
        {
            Before = One(update.Before),
            After = One(update.After),
            Gradient = One(update.Gradient),
            Direction = update.Direction is { } direction ? One(direction) : null,
            MomentsBefore = [.. update.MomentsBefore.Select(One)],
            MomentsAfter = [.. update.MomentsAfter.Select(One)],
        };

        double[,] One(double[,] matrix) => new[,] { { matrix[row, column] } };
    }

    void Show(IEnumerable<WorkedLine> lines)
    {
        foreach (WorkedLine line in lines.Where(line => double.IsFinite(line.Result)))
            foreach (string text in line.Lines(digits)) screen.Line($"      {text}");
    }
}
