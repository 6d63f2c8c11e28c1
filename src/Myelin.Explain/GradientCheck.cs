namespace Myelin.Explain;

/// <summary>
/// Compares every analytic gradient with central differences (L(θ + h) − L(θ − h)) / 2h, through the very passes that train.
/// </summary>
/// <remarks>
/// Meaningful in float64. An error is |analytic − numeric| / max(1, |analytic|, |numeric|). Where L has a corner (relu at 0, an absolute
/// error of 0) there are two slopes, and the analytic gradient is right if it is one of them or lies between; see <see cref="Corner"/>.
/// </remarks>
public static class GradientCheck
{
    /// <param name="step">h</param>
    /// <param name="tolerance">the largest error that passes</param>
    public static GradientReport Run(Model<double> model, ILoss loss, Samples<double> samples, double step = 1e-6,
        double tolerance = 1e-6) =>
        new([.. Measure(model, loss, samples, step, tolerance).Select(gradient => gradient.Worst())], tolerance);

    /// <summary>Every gradient beside the numeric one: of each trained block in their order, and of the input, which comes last.</summary>
    /// <param name="training">whether dropout drops and BatchNorm takes the batch's statistics</param>
    /// <param name="batch">the step of dropout's masks, as <see cref="Trace{T}.Of"/> has it</param>
    public static IReadOnlyList<MeasuredGradient> Measure(
        Model<double> model, ILoss loss, Samples<double> samples, double step = 1e-6, double tolerance = 1e-6,
        bool training = true, long batch = 1)
    {
        if (!(step > 0 && double.IsFinite(step)))
            Throw.OutOfRange(FormattableString.Invariant($"The step h must be greater than 0, but {step} was given."), nameof(step));
        ArgumentNullException.ThrowIfNull(model);
        Trace<double> trace = Look(model, samples);
        using var probe = new Model<double>(model.Network, model.Parameters.Alike());
        model.Parameters.CopyTo(probe.Parameters);
        Model<double>? straight = null;
        var found = new StraightNetwork(model.Network, step, network => straight = Looked(network));
        using Model<double> line = straight!;
        var measured = new List<MeasuredGradient>();
        int block = 0;
        foreach (BlockTrace<double> traced in trace.Layers.SelectMany(layer => layer.Parameters))
        {
            int index = block++;
            if (traced.Block.Role == ParameterRole.Statistic) continue;
            var values = new double[traced.Block.Count];
            probe.Parameters.Read(index, values);
            measured.Add(new Comparison(LossAt(probe), found.HasCorners ? LossAt(line) : LossAt(probe), trace.Loss, step, tolerance)
                .Of(traced.Block.Name, traced.Gradient));

            Func<int, double, double> LossAt(Model<double> moved) => (i, by) =>
            {
                double kept = values[i];
                values[i] = kept + by;
                moved.Parameters.Write(index, values);
                values[i] = kept;
                double at = Look(moved, samples).Loss;
                moved.Parameters.Write(index, values);
                return at;
            };
        }
        double[] inputs = samples.Inputs.ToArray();
        var shifted = new Samples<double>(inputs, samples.InputColumns, samples.Targets, samples.TargetColumns, samples.Weights);
        measured.Add(new Comparison(LossOf(probe), found.HasCorners ? LossOf(line) : LossOf(probe), trace.Loss, step, tolerance)
            .Of("input", trace.Layers[0].InputGradient));
        return measured;

        Trace<double> Look(Model<double> moved, Samples<double> rows) => Trace<double>.Of(moved, loss, rows, training, step: batch);

        Model<double> Looked(Network network)
        {
            var parameters = network.Parameters<double>();
            for (int i = 0; i < parameters.Blocks.Count; i++) parameters.Write(i, [.. model.Parameters.Get(i).Cast<double>()]);
            var looked = new Model<double>(network, parameters);
            Look(looked, samples);
            return looked;
        }

        Func<int, double, double> LossOf(Model<double> moved) => (i, by) =>
        {
            double kept = inputs[i];
            inputs[i] = kept + by;
            double at = Look(moved, shifted).Loss;
            inputs[i] = kept;
            return at;
        };
    }

    /// <summary>One block's gradient beside differences of the loss, and of the loss that goes straight on at corners.</summary>
    sealed record Comparison(Func<int, double, double> Loss, Func<int, double, double> Straight, double Here, double Step, double Tolerance)
    {
        /// <summary>Slopes to both sides that differ by less are those of a curve.</summary>
        const double LeastBend = 1e-4;

        public MeasuredGradient Of(string name, double[,] analytic)
        {
            var numeric = new double[analytic.GetLength(0), analytic.GetLength(1)];
            var corners = new List<Corner>();
            for (int i = 0; i < analytic.Length; i++)
            {
                (int row, int column) = (i / analytic.GetLength(1), i % analytic.GetLength(1));
                double exact = analytic[row, column], above = Loss(i, Step), below = Loss(i, -Step);
                numeric[row, column] = Differences.Central(above, below, Step);
                double difference = MeasuredGradient.Difference(exact, numeric[row, column]);
                if (difference <= Tolerance) continue;
                // where only the curvature has a corner (softsign at 0), the error falls with the step: a wrong gradient's does not
                double finer = Central(Loss, i, Step / 8), rest = MeasuredGradient.Difference(exact, finer);
                if (rest <= Tolerance && rest < difference / 4)
                {
                    numeric[row, column] = finer;
                    continue;
                }
                if (!IsCorner(i, exact)) continue;
                corners.Add(new(row, column, Differences.OneSided(Here, below, Step), Differences.OneSided(above, Here, Step)));
            }
            return new(name, analytic, numeric) { Corners = corners };
        }

        // the straight line's slope; or, where the loss itself has a corner, one of its two slopes or what lies between
        bool IsCorner(int i, double exact)
        {
            if (MeasuredGradient.Difference(exact, Central(Straight, i, Step)) <= Tolerance) return true;
            (double left, double right) = Sides(i, Step);
            double near = Step / 8, bend = Math.Abs(right - left);
            (double nearLeft, double nearRight) = Sides(i, near);
            if (!(bend > LeastBend * Math.Max(1, Math.Abs(exact)))) return false;
            // a corner beside the point: nearer by, there is none
            if (Math.Abs(nearRight - nearLeft) < bend / 2)
                return MeasuredGradient.Difference(exact, Central(Straight, i, near / 8)) <= Tolerance;
            double slack = Tolerance * Math.Max(1, Math.Abs(exact)) + bend * 1e-6;
            return exact >= Math.Min(nearLeft, nearRight) - slack && exact <= Math.Max(nearLeft, nearRight) + slack;
        }

        (double Left, double Right) Sides(int i, double h)
        {
            double here = Straight(i, 0);
            return (Differences.OneSided(here, Straight(i, -h), h), Differences.OneSided(Straight(i, h), here, h));
        }

        static double Central(Func<int, double, double> loss, int i, double h) =>
            Differences.Central(loss(i, h), loss(i, -h), h);
    }
}
