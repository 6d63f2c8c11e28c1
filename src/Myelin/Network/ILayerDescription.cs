namespace Myelin;

/// <summary>
/// Is told what a layer is: its settings, each by its name, and the layers inside. Whoever writes layers down, in whatever form, implements
/// it, and a new layer is written by all of them.
/// </summary>
public interface ILayerDescription
{
    void Number(string name, double value);

    void Whole(string name, int value);

    void Flag(string name, bool value);

    /// <summary>A value of an enumeration; its name is written in kebab-case.</summary>
    void Word(string name, Enum value);

    void Activation(string name, IActivation value);

    void Initializer(string name, IInitializer value);

    /// <summary>A chain of layers inside.</summary>
    void Layers(string name, IReadOnlyList<Layer> layers);

    /// <summary>Chains of layers side by side.</summary>
    void Branches(string name, IReadOnlyList<Branch> branches);
}
