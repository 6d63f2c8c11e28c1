namespace Myelin.Onnx;

/// <summary>How a model is written as an ONNX file.</summary>
public sealed record OnnxOptions
{
    /// <summary>The least and the greatest <see cref="Opset"/>.</summary>
    public const int LeastOpset = 17, GreatestOpset = 22;

    /// <summary>
    /// The version of the standard operators: 17, which ONNX Runtime runs since 1.12 (2022); from 18 on Mish, from 20 on GELU is one
    /// operator.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 17 to 22.</exception>
    public int Opset
    {
        get;
        init
        {
            if (value is < LeastOpset or > GreatestOpset)
                throw new ArgumentOutOfRangeException(nameof(Opset), value,
                    $"Operators of version {value} are not written. Choose {LeastOpset} to {GreatestOpset}.");
            field = value;
        }
    } = LeastOpset;

    /// <summary>
    /// Whether the file takes encoded rows, float [N × width], as <see cref="Myelin.Tabular.TableEncoder.Apply"/> gives them, in place of
    /// cells. Of a network without a table it says nothing.
    /// </summary>
    public bool Encoded { get; init; }

    /// <summary>The share of cases whose truth the interval of a predicted number holds; greater than 0, less than 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not such a share.</exception>
    public double Coverage
    {
        get;
        init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(Coverage), value,
            "The coverage of an interval must be between 0 and 1.");
    } = 0.9;

    /// <summary>
    /// Made rows, on which the file is compared with the model besides given ones; at least 1. Null, the default: as many as every category
    /// needs to occur, 256 to 4,096; of a network without a table 256.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? MadeRows
    {
        get;
        init
        {
            if (value is { } rows) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows, nameof(MadeRows));
            field = value;
        }
    }
}
