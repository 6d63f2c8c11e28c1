namespace Myelin.Metrics;

/// <summary>How well the classes given agree with the true ones, in one number; Cₖⱼ is the confusion matrix, N its sum.</summary>
public static class Agreement
{
    /// <summary>1/N Σₖ Cₖₖ</summary>
    public static double Accuracy(ConfusionMatrix c) => (double)c.Correct / c.Total;

    /// <summary>The mean recall of the classes that occur.</summary>
    public static double BalancedAccuracy(ConfusionMatrix c)
    {
        int[] occurring = [.. Enumerable.Range(0, c.Classes).Where(k => c.Support(k) > 0)];
        return occurring.Sum(k => PrecisionRecall.Recall(c, k)) / occurring.Length;
    }

    /// <summary>(N Σₖ Cₖₖ − Σₖ tₖ pₖ) / √((N² − Σ pₖ²)(N² − Σ tₖ²)); 0 where that is 0/0</summary>
    /// <remarks>t and p are the sums of C's rows and columns. Matthews 1975; for K classes Gorodkin 2004, eq. 8.</remarks>
    public static double Matthews(ConfusionMatrix c)
    {
        double n = c.Total, both = 0, labels = 0, predictions = 0;
        for (int k = 0; k < c.Classes; k++)
        {
            double t = c.Support(k), p = c.Predicted(k);
            (both, labels, predictions) = (both + t * p, labels + t * t, predictions + p * p);
        }
        double product = (n * n - predictions) * (n * n - labels);
        return product == 0 ? 0 : (n * c.Correct - both) / Math.Sqrt(product);
    }

    /// <summary>κ = 1 − (1 − o)/(1 − e), o the accuracy and e what chance gives, Σ tₖ pₖ/N² (Cohen 1960, eq. 1); 0 where e = 1</summary>
    public static double Kappa(ConfusionMatrix c)
    {
        double n = c.Total, byChance = 0;
        for (int k = 0; k < c.Classes; k++) byChance += (double)c.Support(k) * c.Predicted(k);
        double disagreements = n * n - byChance;
        return disagreements == 0 ? 0 : 1 - (n - c.Correct) * n / disagreements;
    }
}
