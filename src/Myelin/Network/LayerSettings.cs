namespace Myelin;

/// <summary>
/// A layer's settings as a file has them, asked for by name. What is missing or of another type is refused with its place.
/// </summary>
/// <remarks>All of its methods throw <see cref="InvalidFileException"/>.</remarks>
public sealed class LayerSettings
{
    /// <summary>More layers, those inside of blocks counted, are taken for a mistake.</summary>
    internal const int MostLayers = 10_000;

    readonly StrictJson _json;

    // of the whole file
    readonly Budget _layers;

    LayerSettings(StrictJson json, Budget layers) => (_json, _layers) = (json, layers);

    /// <summary>The layers of a file's list.</summary>
    internal static Layer[] ReadAll(StrictJson list) => ReadAll(list, new Budget());

    static Layer[] ReadAll(StrictJson list, Budget budget)
    {
        IReadOnlyList<StrictJson> items = list.Items();
        if (items.Count == 0) throw list.Invalid("is empty. A network needs at least one layer");
        budget.Take(items.Count, list, "layers");
        return [.. items.Select(item => Read(item, budget))];
    }

    static Layer Read(StrictJson json, Budget budget)
    {
        string type = json["type"].Text();
        if (LayerKind.Find(type) is not { } kind)
            throw json["type"].Invalid(
                $"is {Excerpt.Quote(type)}, and there is no such layer.{NearMiss.Hint(type, LayerKind.All.Select(known => known.Name))} " +
                "A layer of your own is made known before the file is read, by LayerKind.Register");
        json.OnlyKeys(["type", .. kind.Settings]);
        try
        {
            return kind.Read(new(json, budget));
        }
        catch (ArgumentException e)
        {
            throw json.Invalid($"is impossible: {Throw.Text(e)}", e);
        }
    }

    public double Number(string name, double? otherwise = null) => Find(name, otherwise is null)?.Number() ?? otherwise!.Value;

    /// <summary>A number from 0 to the most.</summary>
    public double NumberUpTo(double most, string name, double otherwise)
    {
        if (_json.Find(name) is not { } place) return otherwise;
        double number = place.Number();
        return number >= 0 && number <= most
            ? number
            : throw place.Invalid(FormattableString.Invariant($"must be from 0 to {most}, and is {number}"));
    }

    /// <summary>Null where it is not there.</summary>
    public double? NumberOrNone(string name) => _json.Find(name)?.Number();

    /// <summary>A whole number from 1 to <see cref="Network.MaximumWidth"/>.</summary>
    public int Whole(string name, int? otherwise = null) =>
        Find(name, otherwise is null)?.Integer(1, Network.MaximumWidth) ?? otherwise!.Value;

    public bool Flag(string name, bool otherwise) => _json.Find(name)?.Boolean() ?? otherwise;

    /// <summary>A name of an enumeration, in kebab-case.</summary>
    public TWord Word<TWord>(string name, TWord otherwise) where TWord : struct, Enum
    {
        if (_json.Find(name) is not { } place) return otherwise;
        string text = place.Text();
        foreach (TWord word in Enum.GetValues<TWord>())
            if (Names.Kebab(word.ToString()) == text) return word;
        throw place.Invalid(
            $"is {Excerpt.Quote(text)}, " +
            $"and must be {string.Join(" or ", Enum.GetValues<TWord>().Select(word => Names.Kebab(word.ToString())))}");
    }

    public IActivation Activation(string name, IActivation? otherwise = null) =>
        Find(name, otherwise is null) is { } place ? Named(place, ActivationNames.Parse) : otherwise!;

    /// <summary>Null where it is not there.</summary>
    public IInitializer? Initializer(string name) => _json.Find(name) is { } place ? Named(place, InitializerNames.Parse) : null;

    /// <summary>The layers inside, one at least.</summary>
    public IReadOnlyList<Layer> Layers(string name) => ReadAll(_json[name], _layers);

    public IReadOnlyList<Branch> Branches(string name)
    {
        IReadOnlyList<StrictJson> items = _json[name].Items();
        _layers.Take(items.Count, _json, "branches");
        return [.. items.Select(Branch)];
    }

    Branch Branch(StrictJson json)
    {
        json.OnlyKeys("columns", "layers");
        Layer[] layers = json.Find("layers") is { } inside ? ReadAll(inside, _layers) : [];
        return new(json["columns"].Integer(1, Network.MaximumWidth), layers);
    }

    StrictJson? Find(string name, bool isNeeded) => isNeeded ? _json[name] : _json.Find(name);

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

    sealed class Budget
    {
        int _left = MostLayers;

        public void Take(int count, StrictJson list, string what)
        {
            if ((_left -= count) >= 0) return;
            throw list.Invalid(what == "layers"
                ? $"has too many layers: at most {MostLayers} are read"
                : $"has too many {what}: at most {MostLayers} layers are read");
        }
    }
}
