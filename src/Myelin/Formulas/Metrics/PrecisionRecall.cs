namespace Myelin;

/// <summary>Precision, recall and F₁ of a class, and their averages; 0 wherever that would be 0/0.</summary>
public static class PrecisionRecall
{
    /// <summary>Of the rows given class k, the share that is of class k: Cₖₖ / Σⱼ Cⱼₖ</summary>
    public static double Precision(ConfusionMatrix c, int k) => Ratio(c.CorrectWeight(k), c.PredictedWeight(k));

    /// <summary>Of the rows of class k, the share that was given class k: Cₖₖ / Σⱼ Cₖⱼ</summary>
    public static double Recall(ConfusionMatrix c, int k) => Ratio(c.CorrectWeight(k), c.SupportWeight(k));

    /// <summary>F₁ = 2PR/(P + R), the harmonic mean of both (van Rijsbergen 1979, chapter 7)</summary>
    public static double F1(ConfusionMatrix c, int k) => Ratio(2 * c.CorrectWeight(k), c.PredictedWeight(k) + c.SupportWeight(k));

    public static double Precision(ConfusionMatrix c, Average average) => Mean(c, average, Precision);

    public static double Recall(ConfusionMatrix c, Average average) => Mean(c, average, Recall);

    public static double F1(ConfusionMatrix c, Average average) => Mean(c, average, F1);

    static double Mean(ConfusionMatrix c, Average average, Func<ConfusionMatrix, int, double> score)
    {
        if (average == Average.Micro) return Agreement.Accuracy(c);
        double sum = 0, weights = 0;
        for (int k = 0; k < c.Classes; k++)
        {
            double weight = average == Average.Macro ? 1 : c.SupportWeight(k);
            (sum, weights) = (sum + weight * score(c, k), weights + weight);
        }
        return sum / weights;
    }

    static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
