namespace Myelin.Cli;

static class OptimizerNames
{
    public static Optimizers.Optimizer Parse(string text) => text == "sgd" ? new Optimizers.Sgd(0.5) : throw new FormatException($"There is no optimizer '{text}'.");
}
