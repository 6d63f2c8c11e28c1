namespace Myelin.Onnx;

/// <summary>Every operator that is known: a function of a call, by domain and name.</summary>
static class Operators
{
    static readonly Dictionary<(string Domain, string Name), Func<Call, OnnxTensor[]>> s_all = Collect(
        ("", ElementOperators.All), ("", ActivationOperators.All), ("", ProductOperators.All), ("", ReductionOperators.All),
        ("", NormalizationOperators.All), ("", ShapeOperators.All), ("", SelectionOperators.All), (OnnxModel.Ml, MlOperators.All));

    public static bool IsKnown(OnnxNode node) => s_all.ContainsKey((node.Domain, node.Operator));

    /// <summary>The outputs of an operator.</summary>
    /// <exception cref="InvalidDataException">Shapes, types or numbers do not go together; the message names the node.</exception>
    /// <exception cref="NotSupportedException">The operator is not known, or is asked for what is not computed here.</exception>
    public static OnnxTensor[] Run(Call call)
    {
        try
        {
            return Find(call.Node)(call);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException &&
            !e.Message.StartsWith("node ", StringComparison.Ordinal))
        {
            throw e is NotSupportedException ? call.Unsupported(e.Message) : call.Invalid(e.Message);
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException or IndexOutOfRangeException or ArithmeticException
            or KeyNotFoundException)
        {
            string inputs = string.Join(", ", call.Inputs.Select(input => input?.ToString() ?? "nothing"));
            throw new InvalidDataException($"{call.Node} cannot be computed of {inputs}: {Throw.Text(e)}", e);
        }
    }

    static Func<Call, OnnxTensor[]> Find(OnnxNode node) => s_all.GetValueOrDefault((node.Domain, node.Operator))
        ?? throw new NotSupportedException($"the operator {node.Operator} is not known");

    /// <summary>Names of the operators of a domain, in alphabetical order.</summary>
    public static IEnumerable<string> Names(string domain) =>
        s_all.Keys.Where(key => key.Domain == domain).Select(key => key.Name).Order(StringComparer.Ordinal);

    static Dictionary<(string, string), Func<Call, OnnxTensor[]>> Collect(
        params ReadOnlySpan<(string Domain, IReadOnlyDictionary<string, Func<Call, OnnxTensor[]>> Operators)> groups)
    {
        Dictionary<(string, string), Func<Call, OnnxTensor[]>> all = [];
        foreach ((string domain, IReadOnlyDictionary<string, Func<Call, OnnxTensor[]>> operators) in groups)
            foreach ((string name, Func<Call, OnnxTensor[]> run) in operators) all.Add((domain, name), run);
        return all;
    }
}
