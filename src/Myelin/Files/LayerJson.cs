using System.Text.Json;

namespace Myelin;

/// <summary>
/// Layers as JSON: each an object of its type and of what it tells of itself. <see cref="LayerSettings"/> reads them back.
/// </summary>
sealed class LayerJson(Utf8JsonWriter json) : ILayerDescription
{
    // of the layer that is written: what its kind does not know could not be read back
    LayerKind? _kind;

    public static void WriteAll(Utf8JsonWriter json, IReadOnlyList<Layer> layers) => new LayerJson(json).Layers("layers", layers);

    public void Number(string name, double value) => json.WriteNumber(Known(name), value);

    public void Whole(string name, int value) => json.WriteNumber(Known(name), value);

    public void Flag(string name, bool value) => json.WriteBoolean(Known(name), value);

    public void Word(string name, Enum value) => json.WriteString(Known(name), Names.Kebab(value.ToString()));

    public void Activation(string name, IActivation value) => json.WriteString(Known(name), ActivationNames.Format(value));

    public void Initializer(string name, IInitializer value) => json.WriteString(Known(name), InitializerNames.Format(value));

    public void Layers(string name, IReadOnlyList<Layer> layers)
    {
        json.WriteStartArray(Known(name));
        foreach (Layer layer in layers)
        {
            json.WriteStartObject();
            Write(layer);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    void Write(Layer layer)
    {
        if (LayerKind.Find(layer.Kind.Name) != layer.Kind)
            throw new NotSupportedException(
                $"No layer \"{layer.Kind.Name}\" is known. Register it before it is written: LayerKind.Register.");
        json.WriteString("type", layer.Kind.Name);
        LayerKind? outer = _kind;
        _kind = layer.Kind;
        layer.Describe(this);
        _kind = outer;
    }

    // a name that the kind has
    string Known(string name) => _kind is null || _kind.Settings.Contains(name) ? name : throw new NotSupportedException(
        $"A {_kind.Name} layer describes a setting \"{name}\", which its kind does not have; it has {string.Join(", ", _kind.Settings)}.");

    public void Branches(string name, IReadOnlyList<Branch> branches)
    {
        json.WriteStartArray(Known(name));
        LayerKind? outer = _kind;
        _kind = null;
        foreach (Branch branch in branches)
        {
            json.WriteStartObject();
            Whole("columns", branch.Columns);
            if (branch.Layers.Count > 0) Layers("layers", branch.Layers);
            json.WriteEndObject();
        }
        _kind = outer;
        json.WriteEndArray();
    }
}
