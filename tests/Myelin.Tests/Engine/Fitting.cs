namespace Myelin.Tests.Engine;

static class Fitting
{
    /// <summary>Fit without validation rows; ends with the test.</summary>
    public static TrainingHistory Train(this Trainer<float> trainer, Samples<float> samples, int epochs) =>
        trainer.Fit(samples, null, epochs, null, TestContext.Current.CancellationToken);
}
