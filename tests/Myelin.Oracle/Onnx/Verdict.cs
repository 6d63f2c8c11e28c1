namespace Myelin.Oracle.Onnx;

/// <summary>What came of a case, and why.</summary>
/// <param name="Note">why it is not expressible, or what of it was not compared</param>
public sealed record Verdict(string Name, string Operators, Outcome Outcome, string Note)
{
    /// <summary>The greatest error as a multiple of the allowed one.</summary>
    public double Worst { get; init; }

    public override string ToString() =>
        $"{Word,-16}{Name}  {Operators}{(Note.Length > 0 ? ": " : "")}{Note}";

    string Word => Outcome switch { Outcome.Ok => "ok", Outcome.Wrong => "WRONG", _ => "not expressible" };
}
