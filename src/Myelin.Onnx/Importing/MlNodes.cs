namespace Myelin.Onnx;

/// <summary>Reads operators of ai.onnx.ml: scalers and linear models. What makes labels is left out.</summary>
static class MlNodes
{
    public static IReadOnlyList<Value> Read(NodeReader nodes, Call call, Value?[] inputs)
    {
        if (inputs.Any(input => input is not Value.Rows)) throw LayerReader.NotALayer(call.Node);
        var x = (Value.Rows)inputs[0]!;
        return call.Node.Operator switch
        {
            "Scaler" => [Scaler(nodes, call, x)],
            "FeatureVectorizer" => [NodeReader.Rows(Building.Join([.. inputs.Select(input => nodes.Chain((Value.Rows)input!))]))],
            "ZipMap" => [x],
            "LinearRegressor" => [Linear(nodes, call, x)],
            "LinearClassifier" => [new Value.Unread($"{call.Node} gives labels, which a network does not"), Linear(nodes, call, x)],
            _ => throw LayerReader.NotALayer(call.Node),
        };
    }

    // (x − offset)·scale
    static Value.Rows Scaler(NodeReader nodes, Call call, Value.Rows x)
    {
        Chain chain = nodes.Chain(x);
        float[] Row(string attribute, float otherwise) => call.List<float>(attribute) switch
        {
            null => Building.Filled(chain.Width, otherwise),
            [float one] => Building.Filled(chain.Width, one),
            float[] many when many.Length == chain.Width => many,
            float[] many => throw new NotSupportedException($"has {many.Length} numbers {attribute} for {chain.Width} columns"),
        };
        return NodeReader.Rows(Building.Scale(Building.Shift(chain, Array.ConvertAll(Row("offset", 0), one => -one)), Row("scale", 1)));
    }

    static Value.Rows Linear(NodeReader nodes, Call call, Value.Rows x)
    {
        Chain chain = nodes.Chain(x);
        float[] weights = call.List<float>("coefficients") ?? [], shift = call.List<float>("intercepts") ?? [];
        int units = weights.Length / chain.Width;
        if (units == 0 || weights.Length != units * chain.Width || shift.Length != 0 && shift.Length != units)
            throw new NotSupportedException($"has {weights.Length} coefficients and {shift.Length} intercepts for {chain.Width} columns");
        int classes = call.List<string>("classlabels_strings")?.Length ?? call.List<long>("classlabels_ints")?.Length ?? units;
        if (call.Node.Operator == "LinearClassifier" && classes != units) throw LayerReader.NotALayer(call.Node);
        float[] columns = [.. Enumerable.Range(0, weights.Length).Select(i => weights[i % units * chain.Width + i / units])];
        Chain product = Building.Shift(chain.Then(Step.Product(units, columns)), shift.Length == 0 ? new float[units] : shift);
        return NodeReader.Rows(call.Text("post_transform", "NONE") switch
        {
            "NONE" => product,
            "LOGISTIC" => product.Then(Step.Of(new Activation(new Sigmoid()))),
            "SOFTMAX" => product.Then(Step.Of(new Activation(new Softmax()))),
            var other => throw new NotSupportedException($"has post_transform {Excerpt.Quote(other)}, which is not read"),
        });
    }
}
