using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>
/// Carries a whole program out in this process, as its text says it: rules of cells, the networks operation by operation, the answer by its
/// formulas. What is written is compared with the model by it.
/// </summary>
sealed class ProgramRun
{
    readonly TabularProgram _program;
    readonly TabularModel _model;
    readonly ForwardRun[] _members;

    /// <param name="arithmetic">of products</param>
    public ProgramRun(TabularProgram program, ProductArithmetic arithmetic = ProductArithmetic.Fused)
    {
        (_program, _model) = (program, program.Model);
        _members = [.. program.Members.Select(member => new ForwardRun(member, arithmetic))];
    }

    /// <summary>A prediction without what it says of unknown cells.</summary>
    public Prediction Of(ReadOnlySpan<float> x) => _model.Target.Classes is { } classes ? Class(x, classes) : Number(x);

    Prediction Class(ReadOnlySpan<float> x, ClassNames classes)
    {
        var sum = new double[classes.Count];
        for (int i = 0; i < _members.Length; i++)
        {
            float[] y = _members[i].Of(x);
            if (_model.Members[i].Link is not Softmax) Shares(y);
            double[] p = Array.ConvertAll(y, share => (double)share);
            if (_program.MemberTemperature is { } own) p = Tempered(p, own);
            for (int k = 0; k < sum.Length; k++) sum[k] += _model.Weights[i] * p[k];
        }
        double weights = _model.Weights.Sum();
        float[] mean = Array.ConvertAll(sum, total => (float)(total / weights));
        int index = Likeliest.Of<float>(mean);
        double[] q = Array.ConvertAll(mean, share => (double)share);
        if (_program.MeanTemperature is { } temperature) q = Tempered(q, temperature);
        if (_model.Calibration.Threshold is { } least) index = q[1] >= least ? 1 : 0;
        float[] probabilities = Array.ConvertAll(q, share => (float)share);
        return new(classes[index], probabilities, probabilities[index]);
    }

    Prediction Number(ReadOnlySpan<float> x)
    {
        (double sum, double unbounded, double weights) = (0, 0, _model.Weights.Sum());
        Expression inverse = AnswerFormulas.Inverse(_model.Target.Scaling!);
        for (int i = 0; i < _members.Length; i++)
        {
            double output = _members[i].Of(x)[0], each = FormulaValue.Of(inverse.Node, node => node.Name == "x" ? output : node.Number);
            unbounded += _model.Weights[i] * each;
            sum += _model.Weights[i] * (_model.Bounds is { } bounds ? Math.Clamp(each, bounds.Low, bounds.High) : each);
        }
        bool isClamped = _model.Bounds is { } limits && (unbounded / weights < limits.Low || unbounded / weights > limits.High);
        return new(null, [], sum / weights) { IsClamped = isClamped };
    }

    static void Shares(float[] y)
    {
        int best = Likeliest.Of<float>(y);
        double sum = 0;
        foreach (float output in y) sum += Math.Max(0, output);
        for (int k = 0; k < y.Length; k++) y[k] = sum > 0 ? (float)(Math.Max(0, y[k]) / sum) : k == best ? 1 : 0;
    }

    static double[] Tempered(double[] p, double temperature)
    {
        RowMemory<double>.Begin();
        RowLane<double> row = RowLane<double>.Copy(p);
        var lane = new FormulaLane<RowLane<double>>(node => node.Operation == Operation.Row ? row : RowLane<double>.Of(node.Number));
        return lane.Of(AnswerFormulas.Tempered(temperature, p.Length).Node).Filled(p.Length).ToArray();
    }
}
