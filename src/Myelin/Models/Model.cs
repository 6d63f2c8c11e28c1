using System.Numerics;

namespace Myelin;

/// <summary>Makes models.</summary>
public static class Model
{
    /// <summary>A float32 model of a network, its parameters as the layers' initializers say; a function of the seed alone.</summary>
    public static Model<float> Create(Network network, ulong seed = 1) => Create<float>(network, seed);

    /// <summary>The same in float32 or float64.</summary>
    public static Model<T> Create<T>(Network network, ulong seed = 1) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        var model = new Model<T>(network, network.Parameters<T>());
        model.Parameters.Initialize(seed);
        return model;
    }

    /// <summary>The float32 model that <see cref="Model{T}.Save"/> wrote.</summary>
    /// <exception cref="InvalidFileException">The file is damaged or is no model; the message says why.</exception>
    public static Model<float> Load(string path) => Load<float>(path);

    /// <summary>The same in float32 or float64; a file of float32 numbers can be read as either.</summary>
    public static Model<T> Load<T>(string path) where T : unmanaged, IBinaryFloatingPointIeee754<T> => ModelFile.Load<T>(path);
}
