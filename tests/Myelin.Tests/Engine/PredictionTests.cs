using Myelin.Basis;

namespace Myelin.Tests.Engine;

public class PredictionTests
{
    static Network Small => new(2, new Dense(3, new Tanh()), new Dense(2));

    [Fact]
    public void AMatrixIsPredictedRowByRow()
    {
        using Model<double> model = Model.Create<double>(Small);
        double[,] inputs = { { 1, -2 }, { 0.5, 3 }, { 0, 0 } }, outputs = model.Predict(inputs);
        for (int n = 0; n < 3; n++) Assert.Equal(model.Predict([inputs[n, 0], inputs[n, 1]]), new[] { outputs[n, 0], outputs[n, 1] });
        Assert.Empty(model.Predict(new double[0, 2]));
    }

    [Fact]
    public void NumbersThatAreNoRowsAreRefused()
    {
        using Model<double> model = Model.Create<double>(Small);
        Says("The network takes 2 inputs, but the matrix has 3 columns.", () => model.Predict(new double[1, 3]));
        Says("The network takes rows of 2 inputs, but 3 numbers are no whole number of rows.", () => model.Predict([1, 2, 3]));
        Says("2 rows give 4 outputs, but there is room for 3.", () => model.Predict([1, 2, 3, 4], new double[3]));

        static void Says(string expected, Action predict) => Assert.Equal(expected, Throw.Text(Assert.Throws<ArgumentException>(predict)));
    }

    [Fact]
    public void EqualNetworksHaveEqualHashes()
    {
        Assert.Equal(Small, Small);
        Assert.Equal(Small.GetHashCode(), Small.GetHashCode());
        Assert.NotEqual(Small, new Network(2, new Dense(3, new Relu()), new Dense(2)));
        Assert.NotEqual(Small.GetHashCode(), new Network(3, [.. Small.Layers]).GetHashCode());
    }
}
