namespace Myelin.Onnx;

/// <summary>LabelEncoder: keys to values, and a default for what is no key.</summary>
static class Labels
{
    public static OnnxTensor[] Encode(Call call)
    {
        if (call.List<string>("classes_strings") is { } classes) return [Classes(call, classes)];
        OnnxTensor keys = List(call, "keys"), values = List(call, "values");
        if (keys.Count != values.Count) throw call.Invalid($"there are {keys.Count} keys and {values.Count} values");
        if (!keys.IsReal() || !call.X.IsReal())
            if (keys.Type != call.X.Type) throw call.Invalid($"keys are {keys.Type.Name()}, but the input is {call.X}");
        // the default stands behind the values
        OnnxTensor both = Joined(values, Default(call, values.Type));
        return [Strided.Pick(both, call.X.Shape, Places(keys, call.X))];
    }

    // strings to places, or the other way: the first version of the operator
    static OnnxTensor Classes(Call call, string[] classes)
    {
        if (call.X.Is(out string[]? texts))
        {
            long otherwise = call.Long("default_int64", -1);
            return OnnxTensor.Of(call.X.Shape, Array.ConvertAll(texts,
                text => Array.IndexOf(classes, text) is var place && place >= 0 ? place : otherwise));
        }
        string unknown = call.Text("default_string", "_Unused");
        return OnnxTensor.Of(call.X.Shape, Array.ConvertAll(Numbers.Wholes(call.X),
            place => place >= 0 && place < classes.Length ? classes[place] : unknown));
    }

    static int[] Places(OnnxTensor keys, OnnxTensor x) => keys.Is(out string[]? words) ? Places(words, x.Values<string>())
        : keys.IsReal() ? Places(Reals(keys), Reals(x))
        : Places(Numbers.Wholes(keys), Numbers.Wholes(x));

    // 0 and −0 are one key, as they are equal; NaN is a key too
    static double[] Reals(OnnxTensor tensor) => Array.ConvertAll(Numbers.Reals(tensor), one => one == 0 ? 0 : one);

    // of equal keys the first counts
    static int[] Places<T>(T[] keys, T[] x) where T : notnull
    {
        var places = new Dictionary<T, int>();
        for (int i = 0; i < keys.Length; i++) places.TryAdd(keys[i], i);
        return Array.ConvertAll(x, one => places.GetValueOrDefault(one, keys.Length));
    }

    static OnnxTensor List(Call call, string kind) => call.Tensor($"{kind}_tensor")?.AsList()
        ?? (call.List<string>($"{kind}_strings") is { } texts ? OnnxTensor.List(texts)
        : call.List<long>($"{kind}_int64s") is { } wholes ? OnnxTensor.List(wholes)
        : call.List<float>($"{kind}_floats") is { } reals ? OnnxTensor.List(reals)
        : throw call.Invalid($"{kind} are missing"));

    static OnnxTensor Default(Call call, OnnxType type) => call.Tensor("default_tensor")?.AsList() ?? type switch
    {
        OnnxType.String => OnnxTensor.List(call.Text("default_string", "_Unused")),
        OnnxType.Int64 => OnnxTensor.List(call.Long("default_int64", -1)),
        OnnxType.Float => OnnxTensor.List((float)call.Number("default_float", -0f)),
        _ => Conversion.To(type, OnnxTensor.List(-1L)),
    };

    static OnnxTensor AsList(this OnnxTensor tensor) => tensor.WithShape(tensor.Count);

    static OnnxTensor Joined(OnnxTensor values, OnnxTensor last) => SelectionOperators.Concat([values, last], 0);
}
