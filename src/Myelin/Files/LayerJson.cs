using System.Text.Json;

namespace Myelin;

/// <summary>Each kind of layer as JSON: written and read side by side.</summary>
static class LayerJson
{
    internal delegate Layer Reader(StrictJson json, ref int budget);

    static readonly Dictionary<string, Reader> Readers = new()
    {
        ["dense"] = ReadDense,
        ["dropout"] = ReadDropout,
        ["batch-norm"] = ReadBatchNorm,
        ["layer-norm"] = ReadLayerNorm,
        ["prelu"] = ReadPRelu,
        ["scale"] = ReadScale,
        ["activation"] = ReadActivation,
        ["residual"] = ReadResidual,
        ["split"] = ReadSplit,
        ["parametric-activation"] = TabularLayerJson.ReadParametricActivation,
        ["periodic-embedding"] = TabularLayerJson.ReadPeriodicEmbedding,
        ["piecewise-linear-embedding"] = TabularLayerJson.ReadPiecewiseLinearEmbedding,
        ["embedding"] = TabularLayerJson.ReadEmbedding,
        ["member-scale"] = TabularLayerJson.ReadMemberScale,
        ["member-dense"] = TabularLayerJson.ReadMemberDense,
        ["member-heads"] = TabularLayerJson.ReadMemberHeads,
    };

    public static void WriteAll(Utf8JsonWriter json, IReadOnlyList<Layer> layers)
    {
        json.WriteStartArray("layers");
        foreach (Layer layer in layers)
        {
            json.WriteStartObject();
            Write(json, layer);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <param name="budget">layers that may still be read</param>
    public static Layer[] ReadAll(StrictJson json, ref int budget)
    {
        IReadOnlyList<StrictJson> items = json.Items();
        if (items.Count == 0) throw json.Invalid("is empty. A network needs at least one layer");
        if ((budget -= items.Count) < 0) throw json.Invalid($"has too many layers: at most {NetworkJson.MostLayers} are read");
        var layers = new Layer[items.Count];
        for (int l = 0; l < layers.Length; l++) layers[l] = Read(items[l], ref budget);
        return layers;
    }

    static Layer Read(StrictJson json, ref int budget)
    {
        string type = json["type"].Text();
        if (!Readers.TryGetValue(type, out Reader? reader))
            throw json["type"].Invalid($"is {Excerpt.Quote(type)}, and there is no such layer.{NearMiss.Hint(type, Readers.Keys)}");
        try
        {
            return reader(json, ref budget);
        }
        catch (ArgumentException e)
        {
            throw json.Invalid($"is impossible: {Throw.Text(e)}", e);
        }
    }

    static void Write(Utf8JsonWriter json, Layer layer)
    {
        switch (layer)
        {
            case Dense dense:
                json.WriteString("type", "dense");
                json.WriteNumber("units", dense.Units);
                json.WriteString("activation", ActivationNames.Format(dense.Activation));
                json.WriteBoolean("bias", dense.Bias);
                if (dense.Initializer is not null) json.WriteString("initializer", InitializerNames.Format(dense.Initializer));
                if (dense.Parametrization != Parametrization.Standard) json.WriteString("parametrization", Names.Kebab(dense.Parametrization.ToString()));
                if (dense.BiasInitializer is not null) json.WriteString("biasInitializer", InitializerNames.Format(dense.BiasInitializer));
                if (dense.BiasRateFactor != 1) json.WriteNumber("biasRateFactor", dense.BiasRateFactor);
                break;
            case Dropout dropout:
                json.WriteString("type", "dropout");
                json.WriteNumber("probability", dropout.Probability);
                break;
            case BatchNorm norm:
                json.WriteString("type", "batch-norm");
                json.WriteNumber("epsilon", norm.Epsilon);
                json.WriteNumber("momentum", norm.Momentum);
                break;
            case LayerNorm norm:
                json.WriteString("type", "layer-norm");
                json.WriteNumber("epsilon", norm.Epsilon);
                break;
            case PRelu prelu:
                json.WriteString("type", "prelu");
                json.WriteBoolean("perUnit", prelu.PerUnit);
                json.WriteNumber("negativeSlope", prelu.NegativeSlope);
                break;
            case Scale scale:
                json.WriteString("type", "scale");
                json.WriteNumber("rateFactor", scale.RateFactor);
                if (scale.DecayFactor is { } decay) json.WriteNumber("decayFactor", decay);
                break;
            case Activation activation:
                json.WriteString("type", "activation");
                json.WriteString("function", ActivationNames.Format(activation.Function));
                break;
            case Residual residual:
                json.WriteString("type", "residual");
                WriteAll(json, residual.Layers);
                break;
            case Split split:
                json.WriteString("type", "split");
                json.WriteStartArray("branches");
                foreach (Branch branch in split.Branches)
                {
                    json.WriteStartObject();
                    json.WriteNumber("columns", branch.Columns);
                    if (branch.Layers.Count > 0) WriteAll(json, branch.Layers);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                break;
            case { } other when TabularLayerJson.Write(json, other):
                break;
            default:
                throw new NotSupportedException($"A layer of type {layer.GetType().Name} has no form in JSON.");
        }
    }

    static Dense ReadDense(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "units", "activation", "bias", "initializer", "parametrization", "biasInitializer", "biasRateFactor");
        return new Dense(
            json["units"].Integer(1, Network.MaximumWidth),
            json.Find("activation") is { } activation ? Function(activation) : new Identity(),
            json.Find("bias")?.Boolean() ?? true,
            json.Find("initializer") is { } initializer ? Initializer(initializer) : null)
        {
            Parametrization = json.Find("parametrization") is not { } parametrization ? Parametrization.Standard : parametrization.Text() switch
            {
                "standard" => Parametrization.Standard,
                "neural-tangent" => Parametrization.NeuralTangent,
                string other => throw parametrization.Invalid($"is {Excerpt.Quote(other)}, and must be standard or neural-tangent"),
            },
            BiasInitializer = json.Find("biasInitializer") is { } bias ? Initializer(bias) : null,
            BiasRateFactor = json.Find("biasRateFactor")?.Number() ?? 1,
        };
    }

    static Dropout ReadDropout(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "probability");
        return new Dropout(json["probability"].Number());
    }

    static BatchNorm ReadBatchNorm(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "epsilon", "momentum");
        var defaults = new BatchNorm();
        return new BatchNorm(Within(json, "epsilon", 1, defaults.Epsilon), Within(json, "momentum", 1, defaults.Momentum));
    }

    static LayerNorm ReadLayerNorm(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "epsilon");
        return new LayerNorm(Within(json, "epsilon", 1, new LayerNorm().Epsilon));
    }

    static PRelu ReadPRelu(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "perUnit", "negativeSlope");
        var defaults = new PRelu();
        return new PRelu(
            json.Find("perUnit")?.Boolean() ?? defaults.PerUnit,
            json.Find("negativeSlope")?.Number() ?? defaults.NegativeSlope);
    }

    static Scale ReadScale(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "rateFactor", "decayFactor");
        return new Scale(json.Find("rateFactor")?.Number() ?? new Scale().RateFactor, json.Find("decayFactor")?.Number());
    }

    static Activation ReadActivation(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "function");
        return new Activation(Function(json["function"]));
    }

    static Residual ReadResidual(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "layers");
        return new Residual(ReadAll(json["layers"], ref budget));
    }

    static Split ReadSplit(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "branches");
        IReadOnlyList<StrictJson> items = json["branches"].Items();
        var branches = new Branch[items.Count];
        if ((budget -= items.Count) < 0) throw json.Invalid($"has too many branches: at most {NetworkJson.MostLayers} layers are read");
        for (int b = 0; b < branches.Length; b++)
        {
            items[b].OnlyKeys("columns", "layers");
            Layer[] layers = items[b].Find("layers") is { } inside ? ReadAll(inside, ref budget) : [];
            branches[b] = new(items[b]["columns"].Integer(1, Network.MaximumWidth), layers);
        }
        return new Split(branches);
    }

    /// <summary>A number from 0 to the most, or its default.</summary>
    static double Within(StrictJson json, string key, double most, double otherwise)
    {
        if (json.Find(key) is not { } place) return otherwise;
        double number = place.Number();
        return number >= 0 && number <= most
            ? number
            : throw place.Invalid(FormattableString.Invariant($"must be from 0 to {most}, and is {number}"));
    }

    internal static IActivation Function(StrictJson json) => Named(json, ActivationNames.Parse);

    internal static IInitializer Initializer(StrictJson json) => Named(json, InitializerNames.Parse);

    static TItem Named<TItem>(StrictJson json, Func<string, TItem> parse)
    {
        try
        {
            return parse(json.Text());
        }
        catch (FormatException e) when (e is not InvalidFileException)
        {
            throw json.Invalid($"cannot be read: {e.Message}", e);
        }
    }
}
