using System.CommandLine;
using Myelin.Cli;

namespace Myelin.Fuzz.Targets;

/// <summary>The command line's arguments, one a line: read or refused, never run.</summary>
public sealed class ArgumentsTarget : Target
{
    public override string Name => "arguments";

    public override int LongestInput => 4096;

    public override IReadOnlyList<string> Words =>
    [
        "\n", "train\n", "predict\n", "tune\n", "trace\n", "check\n", "--target\n", "--layers\n", "64:relu\n", "--set\n", "--epochs\n",
        "--column\n", "--delimiter\n", "tab\n", "--loss\n", "--optimizer\n", "--input\n", "--",
        "--schedule\n", "@file\n", "--json\n", "=", "1,2,3",
    ];

    public override IEnumerable<byte[]> Seeds() => new[]
    {
        "train\ndata.csv\n--target\ny\n--layers\n64:relu,dropout(0.2)\n--epochs\n5", "predict\nm.safetensors\nd.csv\n--interval\n0.9",
        "trace\n--input\n1,2,3\n--layers\n4:sigmoid,1\n--rate\n0.1",
        "tune\nd.csv\n-t\ny\n--trials\n3\n--metric\nauc", "check\n--json", "inspect\nm.safetensors\n--digest", "evaluate\nm\nd\n--cv\n3\n" +
            "--group\ng", "report\nm\nd\n-o\nr.html", "--help", "train\n--schedule=one-cycle\n--loss=huber(delta=2)\nd.csv",
    }.Select(Bytes);

    public override string Try(byte[] input)
    {
        ParseResult line = new MyelinCommand().Parse(Text(input).Split('\n'), new ParserConfiguration { ResponseFileTokenReplacer = null });
        string? unknown = WrongUse.UnknownOption(line);
        return $"{line.CommandResult.Command.Name}: {string.Join(' ', line.Errors.Select(error => error.Message).Prepend(unknown))}";
    }
}
