namespace Myelin.Onnx;

/// <summary>Operators of ai.onnx.ml: encoders, scalers and linear models.</summary>
static class MlOperators
{
    public static IReadOnlyDictionary<string, Func<Call, OnnxTensor[]>> All { get; } = new Dictionary<string, Func<Call, OnnxTensor[]>>
    {
        ["LabelEncoder"] = Labels.Encode,
        ["OneHotEncoder"] = OneHot,
        ["Scaler"] = Scaler,
        ["Normalizer"] = Normalizer,
        ["Imputer"] = Imputer,
        ["Binarizer"] = call => Above(call, call.Number("threshold", 0)),
        ["ArrayFeatureExtractor"] = Extract,
        ["FeatureVectorizer"] = Vectorize,
        ["LinearRegressor"] = LinearModels.Regress,
        ["LinearClassifier"] = LinearModels.Classify,
        ["ZipMap"] = call => throw call.Unsupported(
            "a map of classes to probabilities is no tensor; take the tensor of probabilities before it"),
    };

    static OnnxTensor[] OneHot(Call call)
    {
        bool zeros = call.Flag("zeros", true);
        int[] places;
        int count;
        if (call.X.Is(out string[]? texts) && call.List<string>("cats_strings") is { } words)
            (places, count) = (Array.ConvertAll(texts, text => Array.IndexOf(words, text)), words.Length);
        else
        {
            long[] classes = call.List<long>("cats_int64s") ?? throw call.Invalid($"the categories of {call.X} are missing");
            (places, count) = (Array.ConvertAll(Numbers.Wholes(call.X), one => Array.IndexOf(classes, one)), classes.Length);
        }
        var result = new float[places.Length * count];
        for (int i = 0; i < places.Length; i++)
            if (places[i] >= 0) result[i * count + places[i]] = 1;
            else if (!zeros) throw call.Invalid($"element {i} is none of the {count} categories");
        return [OnnxTensor.Of([.. call.X.Dimensions, count], result)];
    }

    // (x − offset)·scale, in float
    static OnnxTensor[] Scaler(Call call)
    {
        float[] offset = call.List<float>("offset") ?? [0], scale = call.List<float>("scale") ?? [1];
        int columns = call.X.Rank == 0 ? 1 : call.X.Shape[^1];
        if (offset.Length is not 1 && offset.Length != columns || scale.Length is not 1 && scale.Length != columns)
            throw call.Invalid($"{offset.Length} offsets and {scale.Length} scales do not fit {call.X}");
        double[] x = Numbers.Reals(call.X);
        return [OnnxTensor.Of(call.X.Shape, [.. x.Select((one, i) =>
            ((float)one - offset[i % columns % offset.Length]) * scale[i % columns % scale.Length])])];
    }

    static OnnxTensor[] Normalizer(Call call)
    {
        string norm = call.Text("norm", "MAX");
        double[] values = [.. Numbers.Reals(call.X)];
        int columns = Math.Max(1, call.X.Shape[^1]);
        for (int row = 0; row < values.Length / columns; row++)
        {
            Span<double> own = values.AsSpan(row * columns, columns);
            double size = 0;
            foreach (double one in own)
                size = norm switch
                {
                    "MAX" => Math.Max(size, Math.Abs(one)),
                    "L1" => size + Math.Abs(one),
                    "L2" => size + one * one,
                    _ => throw call.Invalid($"norm {Excerpt.Quote(norm)} is not known"),
                };
            if (norm == "L2") size = Math.Sqrt(size);
            if (size != 0) foreach (ref double one in own) one /= size;
        }
        return [Numbers.Of(OnnxType.Float, call.X.Shape, values)];
    }

    static OnnxTensor[] Imputer(Call call)
    {
        int columns = Math.Max(1, call.X.Shape[^1]);
        if (call.List<long>("imputed_value_int64s") is { } wholes)
        {
            long replaced = call.Long("replaced_value_int64", 0);
            return [Numbers.Of(call.X.Type, call.X.Shape,
                [.. Numbers.Wholes(call.X).Select((x, i) => x == replaced ? wholes[i % columns % wholes.Length] : x)])];
        }
        float[] reals = call.List<float>("imputed_value_floats") ?? throw call.Invalid("the imputed values are missing");
        double missing = call.Number("replaced_value_float", 0);
        return [Numbers.Of(call.X.Type, call.X.Shape,
            [.. Numbers.Reals(call.X).Select((x, i) => x.Equals(missing) || x == missing ? reals[i % columns % reals.Length] : x)])];
    }

    static OnnxTensor[] Above(Call call, double threshold) => [Numbers.Map(call.X, x => x > threshold ? 1 : 0)];

    static OnnxTensor[] Extract(Call call)
    {
        long[] chosen = Numbers.Wholes(call.Input(1));
        int columns = call.X.Shape[^1], rows = columns == 0 ? 0 : call.X.Count / columns;
        foreach (long one in chosen)
            if (one < 0 || one >= columns) throw call.Invalid($"index {one} is not one of {columns}");
        int[] shape = call.X.Rank == 1 ? [1, chosen.Length] : [.. call.X.Dimensions[..^1], chosen.Length];
        return [Strided.Pick(call.X, shape,
            [.. Enumerable.Range(0, rows).SelectMany(row => chosen.Select(one => row * columns + (int)one))])];
    }

    static OnnxTensor[] Vectorize(Call call)
    {
        double[][] parts = [.. call.Inputs.Index().Select(one => Numbers.Reals(call.Input(one.Index)))];
        int rows = call.X.Rank < 2 ? 1 : call.X.Shape[0];
        return [Numbers.Of(OnnxType.Float, [rows, parts.Sum(part => part.Length / rows)],
            [.. Enumerable.Range(0, rows).SelectMany(row => parts.SelectMany(part =>
                part.Skip(row * (part.Length / rows)).Take(part.Length / rows)))])];
    }
}
