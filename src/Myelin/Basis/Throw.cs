using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin.Basis;

/// <summary>Every error's text: where, what was found, what was expected, what to do.</summary>
static class Throw
{
    /// <summary>More units than this in one layer are taken for a mistake.</summary>
    public const int MaximumWidth = 1 << 24;

    [DoesNotReturn]
    public static void Argument(string message) => throw new ArgumentException(message);

    [DoesNotReturn]
    public static void Argument(string message, string parameter) => throw new ArgumentException(message, parameter);

    public static int IfBelow(int number, int least, string parameter, string? what = null)
    {
        if (number < least) OutOfRange($"{Sentence(what ?? parameter)} must be at least {least}, but {number} was given.", parameter);
        return number;
    }

    [DoesNotReturn]
    public static void OutOfRange(string message, string parameter) => throw new ArgumentOutOfRangeException(parameter, message);

    public static void IfDisposed(bool isDisposed, string name)
    {
        if (isDisposed) Disposed(name);
    }

    [DoesNotReturn]
    public static void Disposed(string name) =>
        throw new ObjectDisposedException(name, $"{name} has been disposed of, and cannot be used any more.");

    [DoesNotReturn]
    public static void Changing() => throw new InvalidOperationException(
        "The model's parameters are changed by a training or a write on another thread at this moment. " +
        "Read them and predict between epochs (in a callback), after the training, or with a copy of the model.");

    [DoesNotReturn]
    public static void InTraining() => throw new InvalidOperationException("This model is in training already, " +
        "by this trainer or another one. One training at a time changes a model: wait until it ends, or train another copy.");

    [DoesNotReturn]
    public static TResult Argument<TResult>(string message, string parameter) => throw new ArgumentException(message, parameter);

    [DoesNotReturn]
    public static TResult OutOfRange<TResult>(string message, string parameter) =>
        throw new ArgumentOutOfRangeException(parameter, message);

    /// <summary>What an argument's error says, without the parameter's name that the runtime appends to it.</summary>
    public static string Text(Exception error) => error is ArgumentException { ParamName: { } parameter }
        ? error.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal)
        : error.Message;

    public static double IfNotFinite(double number, string what, [CallerArgumentExpression(nameof(number))] string parameter = "")
    {
        if (!double.IsFinite(number))
            OutOfRange(FormattableString.Invariant($"{Sentence(what)} must be a finite number, but {number} was given."), parameter);
        return number;
    }

    public static double IfNotPositive(double number, string what, [CallerArgumentExpression(nameof(number))] string parameter = "")
    {
        if (!(double.IsFinite(number) && number > 0))
            OutOfRange(FormattableString.Invariant($"{Sentence(what)} must be greater than 0, but {number} was given."), parameter);
        return number;
    }

    public static double IfNegative(double number, string what, [CallerArgumentExpression(nameof(number))] string parameter = "")
    {
        if (!(double.IsFinite(number) && number >= 0))
            OutOfRange(FormattableString.Invariant($"{Sentence(what)} must be at least 0, but {number} was given."), parameter);
        return number;
    }

    public static double IfNotBelow(double number, double bound, string what,
        [CallerArgumentExpression(nameof(number))] string parameter = "")
    {
        if (!(double.IsFinite(number) && number < bound))
            OutOfRange(FormattableString.Invariant($"{Sentence(what)} must be below {bound}, but {number} was given."), parameter);
        return number;
    }

    public static double IfNotAbove(double number, double bound, string what,
        [CallerArgumentExpression(nameof(number))] string parameter = "")
    {
        if (!(double.IsFinite(number) && number > bound))
            OutOfRange(FormattableString.Invariant($"{Sentence(what)} must be above {bound}, but {number} was given."), parameter);
        return number;
    }

    public static double IfNotShare(double number, string what, [CallerArgumentExpression(nameof(number))] string parameter = "")
    {
        if (number is not (>= 0 and <= 1))
            OutOfRange(FormattableString.Invariant($"{Sentence(what)} must be from 0 to 1, but {number} was given."), parameter);
        return number;
    }

    public static void IfLengthsDiffer(int expected, int length, string parameter)
    {
        if (length != expected)
            Argument($"A row of {expected} numbers goes with another of as many, but {parameter} has {length}.", parameter);
    }

    public static long IfLengthNotPositive(long length, string what, [CallerArgumentExpression(nameof(length))] string parameter = "") =>
        IfLengthNotPositive((long?)length, what, parameter)!.Value;

    public static long? IfLengthNotPositive(long? length, string what, [CallerArgumentExpression(nameof(length))] string parameter = "")
    {
        if (length < 1) OutOfRange($"{Sentence(what)} must be at least 1, but {length} was given.", parameter);
        return length;
    }

    public static long? IfLengthNegative(long? length, string what, [CallerArgumentExpression(nameof(length))] string parameter = "")
    {
        if (length < 0) OutOfRange($"{Sentence(what)} must be at least 0, but {length} was given.", parameter);
        return length;
    }

    static string Sentence(string what) => char.ToUpperInvariant(what[0]) + what[1..];

    public static int IfNotWidth(
        int width, string what, int most = MaximumWidth, [CallerArgumentExpression(nameof(width))] string parameter = "")
    {
        if (width < 1 || width > most)
            OutOfRange(FormattableString.Invariant($"{what} must be 1 to {most:N0}, but {width:N0} was given."), parameter);
        return width;
    }

    public static double IfNotProbability(double probability, string what,
        [CallerArgumentExpression(nameof(probability))] string parameter = "")
    {
        if (!(probability >= 0 && probability < 1))
            OutOfRange(FormattableString.Invariant($"{what} must be at least 0 and below 1, but {probability} was given."), parameter);
        return probability;
    }
}
