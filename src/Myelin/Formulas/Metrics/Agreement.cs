namespace Myelin;

/// <summary>How well the classes given agree with the true ones, in one number; Cₖⱼ is the confusion matrix, N its sum.</summary>
public static class Agreement
{
    /// <summary>1/N Σₖ Cₖₖ</summary>
    public static double Accuracy(ConfusionMatrix c) => c.CorrectWeight() / c.TotalWeight;

    /// <summary>The mean recall of the classes that occur.</summary>
    public static double BalancedAccuracy(ConfusionMatrix c)
    {
        int[] occurring = [.. Enumerable.Range(0, c.Classes).Where(k => c.SupportWeight(k) > 0)];
        return occurring.Sum(k => PrecisionRecall.Recall(c, k)) / occurring.Length;
    }

    /// <summary>(N Σₖ Cₖₖ − Σₖ tₖ pₖ) / √((N² − Σ pₖ²)(N² − Σ tₖ²)); 0 where that is 0/0</summary>
    /// <remarks>t and p are the sums of C's rows and columns. Matthews 1975; for K classes Gorodkin 2004, eq. 8.</remarks>
    public static double Matthews(ConfusionMatrix c)
    {
        double n = c.TotalWeight, both = 0, labels = 0, predictions = 0;
        for (int k = 0; k < c.Classes; k++)
        {
            double t = c.SupportWeight(k), p = c.PredictedWeight(k);
            (both, labels, predictions) = (both + t * p, labels + t * t, predictions + p * p);
        }
        double product = (n * n - predictions) * (n * n - labels);
        return product == 0 ? 0 : (n * c.CorrectWeight() - both) / Math.Sqrt(product);
    }

    /// <summary>κ = 1 − (1 − o)/(1 − e), o the accuracy and e what chance gives, Σ tₖ pₖ/N² (Cohen 1960, eq. 1); 0 where e = 1</summary>
    public static double Kappa(ConfusionMatrix c)
    {
        double n = c.TotalWeight, byChance = 0;
        for (int k = 0; k < c.Classes; k++) byChance += c.SupportWeight(k) * c.PredictedWeight(k);
        double disagreements = n * n - byChance;
        return disagreements == 0 ? 0 : 1 - (n - c.CorrectWeight()) * n / disagreements;
    }
}
