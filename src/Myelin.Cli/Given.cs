using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Myelin.Cli;

/// <summary>Options whose values are read strictly: invariant culture, whole text, an error that says what was expected.</summary>
static class Given
{
    public static Option<T?> Value<T>(string name, string placeholder, string description, Func<string, T> read) where T : class =>
        new(name) { HelpName = placeholder, Description = description, CustomParser = result => Read(name, result, read) };

    public static Option<string?> Text(string name, string placeholder, string description, params string[] aliases) =>
        NotBlank(new Option<string?>(name, aliases) { HelpName = placeholder, Description = description });

    public static Option<bool> Flag(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description };

    /// <summary>An option that may be given several times.</summary>
    public static Option<string[]> Many(string name, string placeholder, string description) =>
        NotBlank(new Option<string[]>(name)
        {
            HelpName = placeholder,
            Description = description,
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [],
        });

    /// <summary>Where random numbers begin: any number of 64 bits.</summary>
    public static Option<ulong?> Seed(string name, string description) => new(name)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result =>
            Read<ulong?>(name, result, text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
                ? seed
                : throw new FormatException($"must be a whole number from 0 to {ulong.MaxValue}, but is '{text}'.")),
    };

    public static Option<int?> Whole(string name, string placeholder, string description, int least, int most = int.MaxValue) =>
        new(name)
        {
            HelpName = placeholder,
            Description = description,
            CustomParser = result => Read<int?>(name, result, text =>
                int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) &&
                number >= least && number <= most
                    ? number
                    : throw new FormatException($"must be a whole number {Range(least, most, text)}, but is '{text}'.")),
        };

    /// <summary>One of the names of an enumeration.</summary>
    public static Option<TWord?> Word<TWord>(string name, string description) where TWord : struct, Enum
    {
        string[] words = [.. Enum.GetNames<TWord>().Select(word => word.ToLowerInvariant())];
        return new(name)
        {
            HelpName = string.Join('|', words),
            Description = description,
            CustomParser = result => Read<TWord?>(name, result, text => words.Contains(text)
                ? Enum.Parse<TWord>(text, ignoreCase: true)
                : throw new FormatException($"must be {string.Join(", ", words[..^1])} or {words[^1]}, but is '{text}'.")),
        };
    }

    /// <param name="fits">which numbers are allowed</param>
    /// <param name="expected">the same in words: greater than 0</param>
    public static Option<double?> Number(string name, string placeholder, string description, Func<double, bool> fits, string expected) =>
        new(name)
        {
            HelpName = placeholder,
            Description = description,
            CustomParser = result => Read<double?>(name, result, text =>
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) &&
                double.IsFinite(number) && fits(number)
                    ? number
                    : throw new FormatException($"must be a number {expected}, but is '{text}'.")),
        };

    static T? Read<T>(string name, ArgumentResult result, Func<string, T> read)
    {
        if (result.Tokens is not [var token])
        {
            result.AddError($"{name} takes one value, but {result.Tokens.Count} were given.");
            return default;
        }
        try
        {
            return read(token.Value);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            string problem = Failure.WithoutParameter(wrong.Message);
            result.AddError(problem.StartsWith("must be", StringComparison.Ordinal) ? $"{name} {problem}" : $"{name}: {problem}");
            return default;
        }
    }

    // of one with too many digits the upper end is what matters
    static string Range(int least, int most, string text) =>
        most == int.MaxValue && !text.All(char.IsAsciiDigit) || text.Length == 0 ? $"of {least} or more" : $"from {least} to {most}";

    // an option whose value is nothing: a variable of a shell that was not set
    static TOption NotBlank<TOption>(TOption option) where TOption : Option
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                result.AddError($"{option.Name} needs a value, {option.HelpName}, but it is blank.");
        });
        return option;
    }
}
