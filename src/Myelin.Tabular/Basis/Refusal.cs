using System.Runtime.CompilerServices;

namespace Myelin.Tabular;

/// <summary>Errors of arguments and options, which name the parameter or the option.</summary>
static class Refusal
{
    public static ArgumentOutOfRangeException Of(FormattableString message, string name) => new(name, FormattableString.Invariant(message));

    /// <param name="name">the option, or the parameter of the public method</param>
    public static ArgumentException Argument(string message, string name, Exception? inner = null) => new(message, name, inner);

    public static int IfBelow(int number, int least, string name) => number >= least ? number
        : throw Of($"{name} must be at least {least}, but {number} was given.", name);

    public static int? IfBelow(int? number, int least, string name) => number is { } given ? IfBelow(given, least, name) : null;

    public static double IfNoShare(double share, [CallerArgumentExpression(nameof(share))] string name = "") => share is > 0 and < 1 ? share
        : throw Of($"The share must be between 0 and 1, but {share} was given.", name);

    public static double IfNegative(double number, string name) => number >= 0 && double.IsFinite(number) ? number
        : throw Of($"{name} must be a finite number, 0 or more, but {number} was given.", name);

    public static double IfNoProbability(double number, string name) => number is >= 0 and < 1 ? number
        : throw Of($"{name} must be at least 0 and below 1, but {number} was given.", name);

    /// <summary>A time that a clock can wait for.</summary>
    public static TimeSpan? IfNoWait(TimeSpan? time, string name) =>
        time is null or { TotalMilliseconds: >= 0 and < uint.MaxValue - 1 } ? time
        : throw Of($"{name} must be 0 to 49 days, but {time} was given.", name);

    public static T IfNull<T>(T? value, string name) where T : class => value ?? throw new ArgumentNullException(name);

    public static TEnum IfUnknown<TEnum>(TEnum value, string name) where TEnum : struct, Enum => Enum.IsDefined(value) ? value
        : throw Of($"{name} must be {string.Join(", ", Enum.GetNames<TEnum>())}, but {value} was given.", name);

    public static TEnum? IfUnknown<TEnum>(TEnum? value, string name) where TEnum : struct, Enum =>
        value is { } given ? IfUnknown(given, name) : null;

    /// <summary>What an argument's error says, without the parameter's name that the runtime appends to it.</summary>
    public static string Text(Exception error) => error is ArgumentException { ParamName: { } name }
        ? error.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : error.Message;
}
