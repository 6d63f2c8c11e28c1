namespace Myelin.Tabular;

/// <summary>One number that says how good a model is: "validation accuracy", 0.95.</summary>
public readonly record struct Score(string Name, double Value)
{
    /// <summary>Names the rows that decide which epoch is best.</summary>
    public const string Validation = "validation";

    /// <summary>The same with the name of the rows that it is of before its own.</summary>
    /// <param name="rows">validation, test</param>
    public Score Of(string rows) => this with { Name = $"{rows} {Name}" };

    /// <summary>Whether it has the name of these rows before its own.</summary>
    public bool IsOf(string rows) => Name?.StartsWith($"{rows} ", StringComparison.Ordinal) ?? false;

    /// <summary>The same without the name of these rows, where it has it.</summary>
    public Score Without(string rows) => IsOf(rows) ? this with { Name = Name[(rows.Length + 1)..] } : this;
}
