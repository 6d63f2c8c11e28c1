using System.Text.Json;
using Myelin.Activations;
using Myelin.Initializers;
using Myelin.Layers;
using Myelin.Text;

namespace Myelin.Files;

/// <summary>Each kind of layer as JSON: written and read side by side.</summary>
static class LayerJson
{
    delegate Layer Reader(StrictJson json, ref int budget);

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
            throw json.Invalid($"is impossible: {e.Message}", e);
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
                break;
            case Activation activation:
                json.WriteString("type", "activation");
                json.WriteString("function", ActivationNames.Format(activation.Function));
                break;
            case Residual residual:
                json.WriteString("type", "residual");
                WriteAll(json, residual.Layers);
                break;
            default:
                throw new NotSupportedException($"A layer of type {layer.GetType().Name} has no form in JSON.");
        }
    }

    static Dense ReadDense(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "units", "activation", "bias", "initializer");
        return new Dense(
            json["units"].Integer(1, Network.MaximumWidth),
            json.Find("activation") is { } activation ? Function(activation) : new Identity(),
            json.Find("bias")?.Boolean() ?? true,
            json.Find("initializer") is { } initializer ? Named(initializer, InitializerNames.Parse) : null);
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
        json.OnlyKeys("type", "rateFactor");
        return new Scale(json.Find("rateFactor")?.Number() ?? new Scale().RateFactor);
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
