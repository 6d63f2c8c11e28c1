using System.Globalization;
using System.Numerics;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// A model as one safetensors file: each block of parameters a tensor (<c>layers.0.weight</c> [inputs × units], row-major), and in
/// the metadata <c>format</c> = myelin, <c>version</c>, <c>network</c> (<see cref="NetworkJson"/>) and <c>link</c>.
/// </summary>
/// <remarks>Any safetensors reader opens it, loading it runs no code, and damage anywhere is noticed (<see cref="Safetensors"/>).</remarks>
internal static class ModelFile
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int Version = 1;

    /// <summary>Tensors of this prefix hold a training's state; they are not the model's.</summary>
    public const string StatePrefix = "state.";

    /// <summary>Writes the file atomically (<see cref="AtomicFile"/>).</summary>
    /// <param name="metadata">more texts for the file: a table's columns, classes, metrics</param>
    /// <param name="state">more tensors, their names beginning with <see cref="StatePrefix"/></param>
    /// <exception cref="InvalidOperationException">A parameter is NaN or infinite: the file could not be loaded.</exception>
    public static void Save<T>(
        string path, Model<T> model, IEnumerable<KeyValuePair<string, string>>? metadata = null, IEnumerable<NamedTensor>? state = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        Save(path, [model], metadata, state);
    }

    /// <summary>
    /// The same of an ensemble, whose tensors are named <c>members.0.layers.0.weight</c> …; where a member's network is not the first's,
    /// the metadata has it as <c>network.7</c>. Of one member it is the file of a model.
    /// </summary>
    public static void Save<T>(
        string path, IReadOnlyList<Model<T>> members, IEnumerable<KeyValuePair<string, string>>? metadata = null,
        IEnumerable<NamedTensor>? state = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0) Throw.Argument("An ensemble needs one member at least.", nameof(members));
        Model<T> model = members[0];
        if (members.Any(member => !member.Link.Equals(model.Link) || !IsAlike(member.Network, model.Network)))
            Throw.Argument("The members of an ensemble have the same inputs, outputs and link, but these differ.", nameof(members));
        NamedTensor[] states = [.. state ?? []];
        foreach (NamedTensor tensor in states)
            if (!tensor.Name.StartsWith(StatePrefix, StringComparison.Ordinal))
                Throw.Argument($"A tensor of a training's state is named {StatePrefix}…, and not {tensor.Name}.", nameof(state));
        KeyValuePair<string, string>[] own =
        [
            new("format", Safetensors.Format),
            new("version", Version.ToString(CultureInfo.InvariantCulture)),
            new("network", NetworkJson.Write(model.Network)),
            new("link", ActivationNames.Format(model.Link)),
        ];
        if (members.Count > 1) own = [.. own, new("members", members.Count.ToString(CultureInfo.InvariantCulture))];
        own = [.. own, .. members.Index().Where(member => !member.Item.Network.Equals(model.Network))
            .Select(member => KeyValuePair.Create(NetworkKey(member.Index), NetworkJson.Write(member.Item.Network)))];
        Safetensors.Write(
            path, [.. members.SelectMany((member, i) => Tensors(member.Parameters, Prefix(i, members.Count))), .. states],
            [.. own, .. metadata ?? []]);
    }

    /// <summary>The model of a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">
    /// The file is damaged, is no model, is of a newer version, or holds wider numbers than <typeparamref name="T"/>.
    /// </exception>
    public static Model<T> Load<T>(string path) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return Load<T>(file);
    }

    /// <summary>The model of an open file, whose other metadata the caller may read too.</summary>
    public static Model<T> Load<T>(SafetensorsFile file) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(file);
        int members = CountMembers(file);
        if (members > 1)
            throw new InvalidFileException(file.Path,
                $"is an ensemble of {members} networks, not one. Load all of them: TabularModel.Load, or ModelFile.LoadMembers");
        return LoadMembers<T>(file)[0];
    }

    /// <summary>All members of a file, one where it is a single model's.</summary>
    public static IReadOnlyList<Model<T>> LoadMembers<T>(SafetensorsFile file) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(file);
        Network network = ReadNetwork(file);
        IActivation link = ReadLink(file);
        int members = CountMembers(file);
        Network[] networks = [.. Enumerable.Range(0, members).Select(i => i == 0 ? network : NetworkOf(file, i, network))];
        // before memory is taken: a network of absurd size has no tensors that fit it
        Check<T>(file, networks);
        var models = new List<Model<T>>();
        try
        {
            for (int i = 0; i < members; i++)
            {
                models.Add(new(networks[i], networks[i].Parameters<T>()) { Link = link });
                ReadInto(file, models[i].Parameters, Prefix(i, members));
            }
        }
        catch
        {
            foreach (Model<T> model in models) model.Dispose();
            throw;
        }
        return models;
    }

    /// <summary>Takes the parameters of a file into a model that is of the same shape, to go on training it.</summary>
    /// <exception cref="InvalidFileException">The file's tensors are not the model's; the message names both shapes.</exception>
    public static void LoadParameters<T>(string path, Model<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        ReadNetwork(file);
        Check<T>(file, [model.Network]);
        ReadInto(file, model.Parameters, "");
    }

    /// <summary>The network of a file, without its numbers.</summary>
    public static Network ReadNetwork(SafetensorsFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Metadata.GetValueOrDefault("format") != Safetensors.Format)
            throw new InvalidFileException(file.Path,
                "is safetensors, but not a Myelin model: it has no metadata format = myelin, and so no network");
        string version = Text(file, "version");
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
            throw new InvalidFileException(file.Path, $"metadata version is {Excerpt.Quote(version)}. Expected a whole number from 1");
        if (number > Version)
            throw new InvalidFileException(file.Path,
                $"was written by a newer Myelin: it is of version {number}, and this program reads up to {Version}. Update Myelin");
        return NetworkJson.Read(Text(file, "network"), file.Path);
    }

    static string NetworkKey(int member) => $"network.{member.ToString(CultureInfo.InvariantCulture)}";

    static bool IsAlike(Network one, Network other) => one.Inputs == other.Inputs && one.Outputs == other.Outputs;

    static Network NetworkOf(SafetensorsFile file, int member, Network first)
    {
        if (!file.Metadata.TryGetValue(NetworkKey(member), out string? text)) return first;
        Network own = NetworkJson.Read(text, file.Path);
        return IsAlike(own, first) ? own
            : throw new InvalidFileException(file.Path,
                $"metadata {NetworkKey(member)} is a network of {own.Inputs} inputs and {own.Outputs} outputs, " +
                $"but the first member has {first.Inputs} and {first.Outputs}");
    }

    /// <summary>More members are taken for a mistake.</summary>
    const int MostMembers = 10_000;

    static string Prefix(int member, int members) => members == 1 ? "" : $"members.{member.ToString(CultureInfo.InvariantCulture)}.";

    static int CountMembers(SafetensorsFile file)
    {
        if (file.Metadata.GetValueOrDefault("members") is not { } text) return 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int members) && members is >= 2 and <= MostMembers
            ? members
            : throw new InvalidFileException(file.Path,
                $"metadata members is {Excerpt.Quote(text)}. Expected a whole number from 2 to {MostMembers}");
    }

    /// <summary>What the file says under a key that every model has.</summary>
    static string Text(SafetensorsFile file, string key) =>
        file.Metadata.GetValueOrDefault(key) ?? throw new InvalidFileException(file.Path, $"has no metadata {key}, which every model has");

    static IActivation ReadLink(SafetensorsFile file)
    {
        try
        {
            return ActivationNames.Parse(Text(file, "link"));
        }
        catch (FormatException e) when (e is not InvalidFileException)
        {
            throw new InvalidFileException(file.Path, $"metadata link cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The file's tensors must be the network's: no name missing, no other, each shape equal, no type wider.</summary>
    static void Check<T>(SafetensorsFile file, Network[] networks)
    {
        var blocks = new HashSet<string>();
        foreach ((Network network, ParameterBlock block) in networks.SelectMany((network, i) =>
            network.Blocks().Select(block => (network, block with { Name = Prefix(i, networks.Length) + block.Name }))))
        {
            blocks.Add(block.Name);
            EquatableArray<long> shape = ParameterTensors.ShapeOf(block);
            if (!file.TryFind(block.Name, out TensorInfo? tensor))
                throw new InvalidFileException(file.Path,
                    $"has no tensor {block.Name} {Shapes.Text(shape)}, which the network {Short(network)} needs");
            if (!tensor!.Shape.Equals(shape))
                throw new InvalidFileException(file.Path, $"tensor {block.Name} is {Shapes.Text(tensor.Shape)} in the file, " +
                    $"but {Shapes.Text(shape)} in the network {Short(network)}. Is the file of another network?");
            if (tensor.Type is not (ElementType.F32 or ElementType.F64 or ElementType.F16 or ElementType.BF16))
                throw new InvalidFileException(file.Path, $"tensor {tensor} cannot be used: expected F32, F64, F16 or BF16");
            if (tensor.Type == ElementType.F64 && ElementTypes.Of<T>() == ElementType.F32)
                throw new InvalidFileException(file.Path,
                    $"tensor {tensor} would lose digits in float. Load the model as double: Model.Load<double>");
        }
        foreach (TensorInfo tensor in file.Tensors)
            if (!blocks.Contains(tensor.Name) && !tensor.Name.StartsWith(StatePrefix, StringComparison.Ordinal))
                throw new InvalidFileException(file.Path,
                    $"tensor {tensor} is not of the network {Short(networks[0])}. Is the file of another network?");
    }

    static void ReadInto<T>(SafetensorsFile file, Parameters<T> parameters, string prefix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ParameterTensors.Read<T>(file, parameters, prefix, (block, values) =>
            {
                int bad = Array.FindIndex(values, value => !T.IsFinite(value));
                if (bad >= 0)
                    throw new InvalidFileException(file.Path, FormattableString.Invariant(
                        $"tensor {prefix}{block.Name} holds {values[bad]} at row {bad / block.Columns}, column {bad % block.Columns}. ") +
                        "Every prediction of it could be NaN. Train the model again, with a lower learning rate");
            });

    static IEnumerable<NamedTensor> Tensors<T>(Parameters<T> parameters, string prefix) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // a file is of one moment: what changes while it is written is refused
        int seen = parameters.Turn.Look();
        return ParameterTensors.Of<T>(parameters, prefix, (block, values) =>
        {
            parameters.Turn.IsOpen(seen);
            if (Array.Exists(values, value => !T.IsFinite(value)))
                throw new InvalidOperationException(
                    $"Parameter {block.Name} holds a number that is not finite, so the model is not saved. " +
                    "Train with a lower learning rate.");
        });
    }

    internal static string Short(Network network) =>
        network.ToString() is { Length: > 120 } longer ? longer[..120] + "…" : network.ToString();
}
