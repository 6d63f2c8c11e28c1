namespace Myelin.Onnx;

/// <summary>Reads operators that have weights of their own.</summary>
static class WeightNodes
{
    public static Value Product(NodeReader nodes, Call call, Value?[] inputs)
    {
        if (inputs[0] is not Value.Rows x || call.Optional(1) is not { Rank: 2 } weight)
            throw new NotSupportedException("is no product of rows with a constant matrix");
        bool gemm = call.Node.Operator == "Gemm";
        if (gemm && call.Flag("transA")) throw new NotSupportedException("multiplies with transposed rows (transA)");
        OnnxTensor w = gemm && call.Flag("transB") ? SelectionOperators.Transposed(weight, [1, 0]) : weight;
        Chain chain = nodes.Chain(x);
        if (w.Shape[0] != chain.Width) throw new NotSupportedException($"multiplies {chain.Width} columns with a matrix {w}");
        double alpha = gemm ? call.Number("alpha", 1) : 1;
        float[] numbers = [.. Numbers.Reals(w).Select(one => (float)(alpha * one))];
        Chain product = chain.Then(Step.Product(w.Shape[1], numbers));
        if (!gemm || inputs.ElementAtOrDefault(2) is null) return NodeReader.Rows(product);
        OnnxTensor c = call.Input(2);
        if (c.Count != 1 && (c.Count != product.Width || c.Shape[^1] != product.Width))
            throw new NotSupportedException($"adds {c} to {product.Width} columns");
        double beta = call.Number("beta", 1);
        double[] bias = Numbers.Reals(c);
        return NodeReader.Rows(Building.Shift(product,
            [.. Enumerable.Range(0, product.Width).Select(i => (float)(beta * bias[i % bias.Length]))]));
    }

    public static Value BatchNorm(NodeReader nodes, Call call, Value.Rows x)
    {
        if (call.Version >= 14 && call.Flag("training_mode"))
            throw new NotSupportedException("is in training mode; export the model for inference");
        Chain chain = nodes.Chain(x);
        return NodeReader.Rows(chain.Then(Step.Of(new BatchNorm(ActivationMatch.Plain(call.Number("epsilon", 1e-5f))),
            [.. Enumerable.Range(1, 4).Select(input => Row(call, input, chain.Width))])));
    }

    public static Value LayerNorm(NodeReader nodes, Call call, Value.Rows x)
    {
        Chain chain = nodes.Chain(x);
        if (call.Axis(call.Whole("axis", -1), 2) != 1) throw new NotSupportedException("normalizes over rows, not over columns");
        return NodeReader.Rows(chain.Then(Step.Of(new LayerNorm(ActivationMatch.Plain(call.Number("epsilon", 1e-5f))),
            Row(call, 1, chain.Width), call.Optional(2) is null ? new float[chain.Width] : Row(call, 2, chain.Width))));
    }

    public static Value PRelu(NodeReader nodes, Call call, Value.Rows x)
    {
        Chain chain = nodes.Chain(x);
        OnnxTensor slope = call.Input(1);
        bool each = slope.Count != 1;
        return NodeReader.Rows(chain.Then(Step.Of(new PRelu(each), each ? Row(call, 1, chain.Width) : [(float)Numbers.Reals(slope)[0]])));
    }

    /// <summary>A constant of one number for each column.</summary>
    static float[] Row(Call call, int input, int width) => call.Optional(input) is { } tensor && tensor.Count == width
        ? [.. Numbers.Reals(tensor).Select(one => (float)one)]
        : throw new NotSupportedException($"has no constant of {width} numbers as its input {input}");
}
