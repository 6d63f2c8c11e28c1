namespace Myelin.Onnx;

/// <summary>An ONNX file in memory.</summary>
sealed record OnnxModel(OnnxGraph Graph)
{
    /// <summary>The newest version of the file format that is read.</summary>
    public const int NewestIr = 14;

    /// <summary>The newest version of ai.onnx whose operators are known.</summary>
    public const int NewestOpset = 28;

    /// <summary>The newest version of <see cref="Ml"/> whose operators are known.</summary>
    public const int NewestMlOpset = 5;

    /// <summary>The domain of operators for classical machine learning.</summary>
    public const string Ml = "ai.onnx.ml";

    /// <summary>The version of the file format.</summary>
    public long IrVersion { get; init; } = 8;

    /// <summary>The version of each domain's operators; "" is ai.onnx.</summary>
    public IReadOnlyDictionary<string, long> Opsets { get; init; } = new Dictionary<string, long> { [""] = 17 };

    /// <summary>The program that wrote it.</summary>
    public string Producer { get; init; } = "";

    public string ProducerVersion { get; init; } = "";

    public string Documentation { get; init; } = "";

    /// <summary>Texts of the producer, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>The version of a domain's operators; 0 where the model imports none.</summary>
    public long Opset(string domain) => Opsets.GetValueOrDefault(domain);
}
