namespace Myelin.Tests.Optimizers;

public class LbfgsTests
{
    // (1 − x)² + 100 (y − x²)², least at (1, 1) (Rosenbrock 1960)
    static double Rosenbrock(ReadOnlySpan<double> p, Span<double> g)
    {
        (double x, double y) = (p[0], p[1]);
        g[0] = -2 * (1 - x) - 400 * x * (y - x * x);
        g[1] = 200 * (y - x * x);
        return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
    }

    [Fact]
    public void FindsRosenbrocksMinimum()
    {
        var descent = new LbfgsDescent<double>(new Lbfgs(), Rosenbrock, [-1.2, 1]);
        int steps = 0;
        while (descent.Step() == DescentState.Descending) steps++;
        Assert.Equal(1, descent.Point[0], 1e-8);
        Assert.Equal(1, descent.Point[1], 1e-8);
        Assert.InRange(steps, 10, 60);
        Assert.InRange(descent.Evaluations, steps, 80);
    }

    // every accepted step: f(θ + s) ≤ f(θ) + c₁ g·s and |g(θ + s)·s| ≤ c₂ |g(θ)·s|
    [Theory]
    [InlineData(1e-4, 0.9)]
    [InlineData(1e-4, 0.1)]
    [InlineData(0.3, 0.5)]
    public void EveryStepMeetsTheStrongWolfeConditions(double c1, double c2)
    {
        var descent = new LbfgsDescent<double>(new Lbfgs(SufficientDecrease: c1, Curvature: c2), Rosenbrock, [-1.2, 1]);
        int steps = 0;
        while (true)
        {
            (double loss, double[] point, double[] gradient) = (descent.Loss, descent.Point.ToArray(), descent.Gradient.ToArray());
            if (descent.Step() != DescentState.Descending) break;
            double before = 0, after = 0;
            for (int i = 0; i < point.Length; i++)
            {
                double s = descent.Point[i] - point[i];
                (before, after) = (before + gradient[i] * s, after + descent.Gradient[i] * s);
            }
            Assert.True(before < 0);
            Assert.True(descent.Loss <= loss + c1 * before + 1e-14, $"decrease of step {steps}");
            Assert.True(Math.Abs(after) <= c2 * Math.Abs(before) + 1e-14, $"curvature of step {steps}");
            steps++;
        }
        Assert.InRange(steps, 10, 100);
    }

    // ½ Σ cᵢ (θᵢ − i)², condition 10⁴
    [Fact]
    public void FindsTheMinimumOfAnIllConditionedQuadratic()
    {
        var theta = new double[20];
        double loss = new Lbfgs().Minimize<double>(Quadratic, theta);
        Assert.InRange(loss, 0, 1e-12);
        for (int i = 0; i < theta.Length; i++) Assert.Equal(i, theta[i], 1e-5);

        static double Quadratic(ReadOnlySpan<double> p, Span<double> g)
        {
            double sum = 0;
            for (int i = 0; i < p.Length; i++)
            {
                double c = Math.Pow(10, 4.0 * i / (p.Length - 1)), e = p[i] - i;
                g[i] = c * e;
                sum += 0.5 * c * e * e;
            }
            return sum;
        }
    }

    // logistic regression on ten points that no line divides; Newton's method gives the same minimum
    [Fact]
    public void FindsTheMinimumThatNewtonFinds()
    {
        double[] x = [-2, -1.5, -1, -0.5, 0, 0.25, 0.5, 1, 1.5, 2];
        double[] y = [0, 0, 0, 1, 0, 1, 0, 1, 1, 1];
        var theta = new double[2];
        new Lbfgs(GradientTolerance: 1e-10).Minimize<double>(Logistic, theta);

        (double w, double b) = (0, 0);
        for (int step = 0; step < 20; step++)
        {
            (double gw, double gb, double ww, double wb, double bb) = (0, 0, 0, 0, 0);
            for (int n = 0; n < x.Length; n++)
            {
                double p = 1 / (1 + Math.Exp(-w * x[n] - b)), h = p * (1 - p);
                (gw, gb) = (gw + (p - y[n]) * x[n], gb + p - y[n]);
                (ww, wb, bb) = (ww + h * x[n] * x[n], wb + h * x[n], bb + h);
            }
            double determinant = ww * bb - wb * wb;
            (w, b) = (w - (bb * gw - wb * gb) / determinant, b - (ww * gb - wb * gw) / determinant);
        }
        Assert.Equal(w, theta[0], 1e-8);
        Assert.Equal(b, theta[1], 1e-8);

        double Logistic(ReadOnlySpan<double> p, Span<double> g)
        {
            double sum = 0;
            g.Clear();
            for (int n = 0; n < x.Length; n++)
            {
                double z = p[0] * x[n] + p[1], error = 1 / (1 + Math.Exp(-z)) - y[n];
                sum += Math.Log(1 + Math.Exp(z)) - y[n] * z;
                (g[0], g[1]) = (g[0] + error * x[n], g[1] + error);
            }
            return sum;
        }
    }

    [Fact]
    public void RunsInFloat()
    {
        float[] theta = [-1.2f, 1];
        new Lbfgs().Minimize<float>(Rosenbrock32, theta);
        Assert.Equal(1, theta[0], 2e-3f);
        Assert.Equal(1, theta[1], 4e-3f);

        static double Rosenbrock32(ReadOnlySpan<float> p, Span<float> g)
        {
            double[] gradient = new double[2];
            double loss = Rosenbrock([p[0], p[1]], gradient);
            (g[0], g[1]) = ((float)gradient[0], (float)gradient[1]);
            return loss;
        }
    }

    // x − ln x is no number below 0: the search comes back from there
    [Fact]
    public void ComesBackFromWhereTheLossIsNoNumber()
    {
        double[] theta = [0.01];
        new Lbfgs(100).Minimize<double>((p, g) => { g[0] = 1 - 1 / p[0]; return p[0] - Math.Log(p[0]); }, theta);
        Assert.Equal(1, theta[0], 1e-6);
    }

    [Fact]
    public void AGradientOfTheWrongSignIsStuckWhereItBegan()
    {
        var descent = new LbfgsDescent<double>(new Lbfgs(), (p, g) => { g[0] = -2 * p[0]; return p[0] * p[0]; }, [3]);
        Assert.Equal(DescentState.Stuck, descent.Step());
        Assert.Equal(3, descent.Point[0]);
        Assert.Equal(9, descent.Loss);
    }

    [Fact]
    public void AMinimumIsFoundAtOnce() =>
        Assert.Equal(DescentState.Converged, new LbfgsDescent<double>(new Lbfgs(), Rosenbrock, [1, 1]).Step());

    // 1/N Σ ½ (w x − y)² + ½ λ₂ w² + λ₁ |w| is least at w = (Σ x y/N − λ₁) / (Σ x²/N + λ₂), where that is positive
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.2, 0)]
    [InlineData(0, 0.5)]
    [InlineData(0.2, 0.5)]
    public void PenaltiesMoveTheMinimumWhereTheyShould(double l1, double l2)
    {
        double[,] x = { { 1 }, { 2 }, { -1 }, { 0.5 } }, y = { { 2 }, { 3 }, { -1 }, { 0 } };
        using Model<double> model = Model.Create<double>(new Network(1, new Dense(1, new Identity(), Bias: false)));
        using var trainer = new Trainer<double>(model, new HalfSquaredError(), new Lbfgs { L1 = l1, L2 = l2 });
        trainer.Fit(x, y, epochs: 50);
        (double xy, double xx) = ((2 + 6 + 1) / 4.0, (1 + 4 + 1 + 0.25) / 4);
        Assert.Equal((xy - l1) / (xx + l2), model.Parameters.Get(0)[0, 0], 1e-7);
    }

    [Fact]
    public void ASingleStepHasNoRule() =>
        Assert.StartsWith("L-BFGS has no rule for a single step",
            Assert.Throws<NotSupportedException>(() => new Descent(new Lbfgs())).Message);
}
