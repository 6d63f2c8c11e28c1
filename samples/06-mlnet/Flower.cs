namespace SixthSample;

/// <summary>What the model says of a row.</summary>
sealed class Flower
{
    /// <summary>The likeliest species.</summary>
    public string Species { get; set; } = "";

    /// <summary>The probability of each.</summary>
    public float[] Score { get; set; } = [];
}
