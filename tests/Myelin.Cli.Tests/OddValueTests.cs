using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Myelin.Cli.Tests;

/// <summary>
/// Every option of every command with values that nobody means: a message in the program's words, never in those of the framework.
/// </summary>
public sealed partial class OddValueTests(IrisModel iris) : IClassFixture<IrisModel>
{
    static readonly string[] s_odd =
    [
        "", " ", "-1", "0", "1e999", "-1e999", "NaN", "nan", "Infinity", "2147483647", "2147483648",
        "99999999999999999999", "18446744073709551615",
        "18446744073709551616", "1.5", "1,5", "0x10", "٣", "\0", "'", "\"", "a=b", "=", "a:b", ":", "--", "-", "()", "((((", "true",
        "\u001b[31m", "../..", "%s%n",
        new string('9', 5000), new string('(', 5000),
    ];

    [GeneratedRegex(@"System\.|Parameter|[Oo]verflow|[Cc]annot parse|Nullable|expected type|`|Exception|Object " +
        @"reference|provided\b|Unrecognized|Required ")]
    private static partial Regex FrameworkWords { get; }

    [Fact]
    public void EveryOptionAnswersInItsOwnWords()
    {
        var root = new MyelinCommand();
        int refused = 0;
        foreach (Command verb in root.Subcommands)
            foreach (Option option in verb.Options)
                foreach (string[] words in Lines(option))
                {
                    ParseResult line = root.Parse([verb.Name, .. words], new ParserConfiguration { ResponseFileTokenReplacer = null });
                    foreach (ParseError error in line.Errors)
                    {
                        if (error.SymbolResult is not OptionResult) continue;
                        refused++;
                        string message = WrongUse.Describe(line);
                        Assert.True(!FrameworkWords.IsMatch(message), $"{verb.Name} {string.Join(' ', words)}: {message}");
                        Assert.True(message.Length > 10, $"{verb.Name} {string.Join(' ', words)}: {message}");
                    }
                }
        Assert.True(refused > 1000, $"{refused} were refused");

        static IEnumerable<string[]> Lines(Option option)
        {
            foreach (string odd in s_odd)
            {
                yield return [option.Name, odd];
                yield return [$"{option.Name}={odd}"];
            }
            yield return [option.Name];
            yield return [option.Name, "1", option.Name, "2"];
            yield return [option.Name, option.Name];
        }
    }

    [Theory]
    [InlineData("--epochs must be a whole number from 1 to 1000000, but is '2147483648'.", "train", "iris.csv", "-t", "species",
        "--epochs", "2147483648")]
    [InlineData("--patience must be a whole number from 0 to 2147483647, but is '2147483648'.", "train", "iris.csv", "-t", "species",
        "--patience", "2147483648")]
    [InlineData("--seed must be a whole number from 0 to 18446744073709551615, but is '18446744073709551616'.", "check",
        "--seed", "18446744073709551616")]
    [InlineData("--batch must be a whole number from 1 to 16777216, but is '2147483647'.", "train", "iris.csv", "-t", "species",
        "--batch", "2147483647")]
    [InlineData("--threads must be a whole number from 1 to 1024, but is '99999'.", "train", "iris.csv",
        "-t", "species", "--threads", "99999")]
    [InlineData("--learning-rate must be a number greater than 0, but is '1e999'.", "train", "iris.csv", "-t", "species",
        "--learning-rate", "1e999")]
    [InlineData("--output needs a value, FILE, but it is blank.", "predict", "m", "d", "-o", "")]
    [InlineData("--target takes one value, but 2 were given.", "train", "iris.csv", "-t", "a", "-t", "b")]
    [InlineData("'' is no file's name. Was a variable not set?", "inspect", "")]
    [InlineData("'' is no file's name. Was a variable not set?", "predict", "iris.safetensors", "")]
    public void TheMessageSaysWhatIsAllowed(string message, params string[] command)
    {
        Run run = iris.Run(command);
        Assert.Equal((1, message), (run.ExitCode, run.ErrorLine));
    }

    [Fact]
    public void TheLargestSeedIsASeed() => iris.Succeeds("check", "--seed", "18446744073709551615");
}
