namespace Myelin.Oracle.Onnx;

/// <summary>What came of a case.</summary>
public enum Outcome
{
    Ok,
    Wrong,
    NotExpressible,
}
