namespace Myelin.Tabular;

/// <summary>Options that rows which are streamed cannot be trained with.</summary>
static class StreamCheck
{
    public static void Refuse(TabularOptions options)
    {
        (string What, string Name)? refused = options switch
        {
            { Quality: not (null or Quality.Fast) } => ("several networks (quality default or best)", nameof(options.Quality)),
            { GroupBy: not null } => ("groups", nameof(options.GroupBy)),
            { TimeBy: not null } => ("an order of time", nameof(options.TimeBy)),
            { Weight: not null } => ("a weight of each row", nameof(options.Weight)),
            { Optimizer: Lbfgs } => ("L-BFGS", nameof(options.Optimizer)),
            _ => null,
        };
        if (refused is var (what, name))
            throw Refusal.Argument($"Rows that are streamed train one network, step by step; {what} needs them in memory. Leave it out.",
                name);
    }
}
