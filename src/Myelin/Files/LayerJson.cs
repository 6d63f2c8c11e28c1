using System.Text.Json;

namespace Myelin;

/// <summary>Layers as JSON: each an object of its type and of what it tells of itself. <see cref="LayerSettings"/> reads them back.</summary>
sealed class LayerJson(Utf8JsonWriter json) : ILayerDescription
{
    public static void WriteAll(Utf8JsonWriter json, IReadOnlyList<Layer> layers) => new LayerJson(json).Layers("layers", layers);

    public void Number(string name, double value) => json.WriteNumber(name, value);

    public void Whole(string name, int value) => json.WriteNumber(name, value);

    public void Flag(string name, bool value) => json.WriteBoolean(name, value);

    public void Word(string name, Enum value) => json.WriteString(name, Names.Kebab(value.ToString()));

    public void Activation(string name, IActivation value) => json.WriteString(name, ActivationNames.Format(value));

    public void Initializer(string name, IInitializer value) => json.WriteString(name, InitializerNames.Format(value));

    public void Layers(string name, IReadOnlyList<Layer> layers)
    {
        json.WriteStartArray(name);
        foreach (Layer layer in layers)
        {
            json.WriteStartObject();
            json.WriteString("type", layer.Kind.Name);
            layer.Describe(this);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public void Branches(string name, IReadOnlyList<Branch> branches)
    {
        json.WriteStartArray(name);
        foreach (Branch branch in branches)
        {
            json.WriteStartObject();
            Whole("columns", branch.Columns);
            if (branch.Layers.Count > 0) Layers("layers", branch.Layers);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
