namespace Myelin.Fuzz.Targets;

/// <summary>Activations, losses, optimizers, schedules and initializers as text: what is read is written again to an equal one.</summary>
public sealed class NamesTarget : Target
{
    public override string Name => "names";

    public override IReadOnlyList<string> Words =>
        ["(", ")", "[", "]", "=", ", ", "then=", "warm-up(1, then=", "length=", "unit=epoch", "reduction=sum", "class-weights=[1, 2]",
            "losses=[quantile(0.1), quantile(0.9)]", "momentum=", "\0", "nesterov=true", "weight-decay="];

    public override IEnumerable<byte[]> Seeds() =>
    [
        .. ActivationNames.All.Select(name => Bytes($"a{name}")), .. LossNames.All.Select(name => Bytes($"l{name}")),
        .. OptimizerNames.All.Select(name => Bytes($"o{name}")),
        .. ScheduleNames.All.Select(name => Bytes($"s{name}(10)")), .. InitializerNames.All.Select(name => Bytes($"i{name}")),
        .. new[] { "aleaky-relu(0.2)", "lhuber(delta=2, reduction=sum)",
            "lper-output(losses=[quantile(0.1), quantile(0.9)], weights=[1, 2])", "osgd(momentum=0.9, nesterov=true)",
            "swarm-up(10, then=cosine-decay(floor=0.1))", "smulti-step-decay([3, 5], gamma=0.5)" }.Select(Bytes),
    ];

    public override string Try(byte[] input)
    {
        string text = Text(input);
        return text.Length == 0 ? "nothing" : text[0] switch
        {
            'l' => Again(text[1..], LossNames.Parse, LossNames.Format),
            'o' => Again(text[1..], OptimizerNames.Parse, OptimizerNames.Format),
            's' => Again(text[1..], ScheduleNames.Parse, ScheduleNames.Format),
            'i' => Again(text[1..], InitializerNames.Parse, InitializerNames.Format),
            _ => Again(text[1..], ActivationNames.Parse, ActivationNames.Format),
        };
    }

    static string Again<TItem>(string text, Func<string, TItem> parse, Func<TItem, string> format) where TItem : notnull
    {
        TItem item;
        try
        {
            item = parse(text);
        }
        catch (FormatException e)
        {
            return e.Message;
        }
        string written = format(item);
        Demand(parse(written).Equals(item), $"{item} is written {written}, which is another.");
        return $"read {item.GetType().Name}";
    }
}
