using System.Text;
using System.Text.Json;
using Myelin.Basis;
using Myelin.Cli.Output;
using Myelin.Explain;
using Spectre.Console;
using Grid = Myelin.Cli.Output.Grid;

namespace Myelin.Cli.Tests;

/// <summary>Names from files reach no terminal as what a terminal obeys, whatever the command and the screen.</summary>
public sealed class HostileNameTests(IrisModel iris) : IClassFixture<IrisModel>
{
    // clears the screen, sets its title, rings, breaks the line, turns the direction, hides, and is Spectre's markup
    const string Hostile = "\u001b[2J\u001b]0;x\u0007\u202ename\u2066\u200b\u009b[red]", Class = "\u001b[31myes\u202e[blue]",
        Other = "no\u0085\u2028[/]";

    [Fact]
    public void NoCommandShowsThemRaw()
    {
        string rows = string.Concat(Enumerable.Range(0, 120)
            .Select(i => FormattableString.Invariant($"{i * 37 % 100},{i % 3},\"{(i * 37 % 100 > 40 ? Class : Other)}\"\n")));
        iris.Write("hostile.csv", $"\"{Hostile}\",b,\"t{Hostile}\"\n{rows}");
        string target = $"t{Hostile}";
        string[][] commands =
        [
            ["train", "hostile.csv", "-t", target, "--epochs", "2", "--quality", "fast", "--plot", "hostile.svg", "--checkpoint", "run"],
            ["evaluate", "hostile.safetensors", "hostile.csv"], ["report", "hostile.safetensors", "hostile.csv", "--repeats", "1"],
            ["inspect", "hostile.safetensors"], ["inspect", "hostile.safetensors", "--json"],
            ["trace", "--model", "hostile.safetensors", "hostile.csv", "--svg", "drawn.svg"],
            ["predict", "hostile.safetensors", "hostile.csv", "--json"],
        ];
        foreach (string[] command in commands)
        {
            Run run = iris.Run(command);
            Assert.True(run.ExitCode == 0, $"{command[0]}: {run.Error}");
            Clean(run.Output, command[0]);
        }
        foreach (string file in (string[])["hostile.svg", "hostile.html", "drawn.svg"])
            Clean(File.ReadAllText(iris.At(file)).Replace("\t", "", StringComparison.Ordinal), file);
        string[][] wrong =
        [
            ["train", "hostile.csv", "-t", "x" + Hostile], [Hostile], ["train", $"--{Hostile}"],
            ["predict", "hostile.safetensors", "iris.csv"],
            ["check", "--rows", Hostile], ["report", "hostile.safetensors", "hostile.csv", "-o", $"none/{Hostile}"],
            ["train", "hostile.csv"],
        ];
        foreach (string[] command in wrong)
        {
            Run run = iris.Run(command);
            Assert.NotEqual(0, run.ExitCode);
            Clean(run.ErrorLine + "\n", string.Join(' ', command));
        }
    }

    [Fact]
    public void BothScreensShowThemAsText()
    {
        string expected = VisibleText.Of(Hostile);
        var plain = new StringWriter();
        Fill(new PlainScreen(plain));
        Assert.Equal(4, Count(plain.ToString(), expected));
        Clean(plain.ToString(), "plain");
        // every row is as wide as every other
        string[] rows = [.. plain.ToString().Split('\n').Where(line => line.EndsWith("end", StringComparison.Ordinal))];
        Assert.Single(rows.Select(row => row.Length).Distinct());

        var color = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(color),
        });
        console.Profile.Width = 200;
        var screen = new ColorScreen(console);
        Fill(screen);
        screen.Work().Tell(Hostile);
        screen.Epochs().Tell(new CheckpointNotice(CheckpointEvent.Resumed, Hostile, Hostile));
        Assert.Equal(6, Count(color.ToString(), expected));
        Clean(color.ToString(), "color");

        static void Fill(Screen screen)
        {
            screen.Title(Hostile);
            screen.Line("a ", new Piece(Hostile, Ink.Strong));
            screen.Table(new Grid("name", "").Add(Hostile, "end").Add("b", "end"));
            screen.Fact("note", Hostile);
        }

        static int Count(string text, string part) => text.Split(part).Length - 1;
    }

    [Fact]
    public void JsonKeepsThemAsEscapes()
    {
        string text = JsonOutput.Text(json => json.WriteString("name", Hostile + Class + Other + "é"));
        Clean(text, "json");
        Assert.Contains("é", text, StringComparison.Ordinal);
        Assert.Equal(Hostile + Class + Other + "é", JsonDocument.Parse(text).RootElement.GetProperty("name").GetString());
    }

    static void Clean(string text, string where)
    {
        foreach (Rune rune in text.EnumerateRunes())
            if (rune.Value != '\n' && VisibleText.Of(rune.ToString()) != rune.ToString()) Assert.Fail($"{where} has U+{rune.Value:X4}");
    }
}
