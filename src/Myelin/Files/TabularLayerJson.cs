using System.Text.Json;

namespace Myelin;

/// <summary>The layers of networks for tables as JSON: embeddings, parametric activations, ensembles.</summary>
static class TabularLayerJson
{
    /// <summary>Writes a layer; false where it is none of these.</summary>
    public static bool Write(Utf8JsonWriter json, Layer layer)
    {
        switch (layer)
        {
            case ParametricActivation parametric:
                json.WriteString("type", "parametric-activation");
                json.WriteString("function", ActivationNames.Format(parametric.Function));
                json.WriteNumber("rateFactor", parametric.RateFactor);
                if (parametric.DecayFactor is { } decay) json.WriteNumber("decayFactor", decay);
                return true;
            case PeriodicEmbedding periodic:
                json.WriteString("type", "periodic-embedding");
                json.WriteNumber("frequencies", periodic.Frequencies);
                json.WriteNumber("size", periodic.Size);
                json.WriteNumber("deviation", periodic.Deviation);
                json.WriteBoolean("phases", periodic.Phases);
                WriteFactors(json, periodic.RateFactor, periodic.DecayFactor);
                return true;
            case PiecewiseLinearEmbedding piecewise:
                json.WriteString("type", "piecewise-linear-embedding");
                json.WriteNumber("bins", piecewise.Bins);
                json.WriteNumber("size", piecewise.Size);
                WriteFactors(json, piecewise.RateFactor, piecewise.DecayFactor);
                return true;
            case Embedding embedding:
                json.WriteString("type", "embedding");
                json.WriteNumber("values", embedding.Values);
                json.WriteNumber("size", embedding.Size);
                json.WriteNumber("deviation", embedding.Deviation);
                WriteFactors(json, embedding.RateFactor, embedding.DecayFactor);
                return true;
            case MemberScale scale:
                json.WriteString("type", "member-scale");
                json.WriteNumber("members", scale.Members);
                if (scale.Initializer is not null) json.WriteString("initializer", InitializerNames.Format(scale.Initializer));
                json.WriteNumber("rateFactor", scale.RateFactor);
                return true;
            case MemberDense dense:
                json.WriteString("type", "member-dense");
                json.WriteNumber("members", dense.Members);
                json.WriteNumber("units", dense.Units);
                json.WriteBoolean("adapters", dense.Adapters);
                if (dense.Initializer is not null) json.WriteString("initializer", InitializerNames.Format(dense.Initializer));
                return true;
            case MemberHeads heads:
                json.WriteString("type", "member-heads");
                json.WriteNumber("members", heads.Members);
                json.WriteNumber("units", heads.Units);
                if (heads.Initializer is not null) json.WriteString("initializer", InitializerNames.Format(heads.Initializer));
                return true;
            default:
                return false;
        }
    }

    public static Layer ReadParametricActivation(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "function", "rateFactor", "decayFactor");
        return new ParametricActivation(LayerJson.Function(json["function"]), Number(json, "rateFactor", 1), json.Find("decayFactor")?.Number());
    }

    public static Layer ReadPeriodicEmbedding(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "frequencies", "size", "deviation", "phases", "rateFactor", "decayFactor");
        var defaults = new PeriodicEmbedding();
        return new PeriodicEmbedding(
            Width(json, "frequencies", defaults.Frequencies), Width(json, "size", defaults.Size), Number(json, "deviation", defaults.Deviation),
            json.Find("phases")?.Boolean() ?? defaults.Phases, Number(json, "rateFactor", 1), Number(json, "decayFactor", 1));
    }

    public static Layer ReadPiecewiseLinearEmbedding(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "bins", "size", "rateFactor", "decayFactor");
        var defaults = new PiecewiseLinearEmbedding();
        return new PiecewiseLinearEmbedding(
            Width(json, "bins", defaults.Bins), Width(json, "size", defaults.Size), Number(json, "rateFactor", 1), Number(json, "decayFactor", 1));
    }

    public static Layer ReadEmbedding(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "values", "size", "deviation", "rateFactor", "decayFactor");
        return new Embedding(
            Width(json, "values"), Width(json, "size", 8), Number(json, "deviation", 1), Number(json, "rateFactor", 1), Number(json, "decayFactor", 1));
    }

    public static Layer ReadMemberScale(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "members", "initializer", "rateFactor");
        return new MemberScale(Width(json, "members"), Initializer(json), Number(json, "rateFactor", 1));
    }

    public static Layer ReadMemberDense(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "members", "units", "adapters", "initializer");
        return new MemberDense(Width(json, "members"), Width(json, "units"), json.Find("adapters")?.Boolean() ?? true, Initializer(json));
    }

    public static Layer ReadMemberHeads(StrictJson json, ref int budget)
    {
        json.OnlyKeys("type", "members", "units", "initializer");
        return new MemberHeads(Width(json, "members"), Width(json, "units"), Initializer(json));
    }

    static void WriteFactors(Utf8JsonWriter json, double rate, double decay)
    {
        json.WriteNumber("rateFactor", rate);
        json.WriteNumber("decayFactor", decay);
    }

    static IInitializer? Initializer(StrictJson json) => json.Find("initializer") is { } initializer ? LayerJson.Initializer(initializer) : null;

    static int Width(StrictJson json, string key) => json[key].Integer(1, Network.MaximumWidth);

    static int Width(StrictJson json, string key, int otherwise) => json.Find(key)?.Integer(1, Network.MaximumWidth) ?? otherwise;

    static double Number(StrictJson json, string key, double otherwise) => json.Find(key)?.Number() ?? otherwise;
}
