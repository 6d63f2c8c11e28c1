namespace Myelin.Numerics;

/// <summary>What a stream of random numbers is for; streams of different purposes never meet.</summary>
public enum RandomPurpose
{
    Initialize = 1,
    Shuffle = 2,
    Dropout = 3,
    Split = 4,
    Other = 5,
    DataDependent = 6,
}
