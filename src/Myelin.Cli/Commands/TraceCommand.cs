using System.CommandLine;
using Myelin.Cli.Lessons;
using Myelin.Cli.Output;
using Myelin.Cli.Tracing;
using Myelin.Explain;

namespace Myelin.Cli.Commands;

/// <summary>myelin trace: forward and backward propagation of a sample with every number.</summary>
sealed class TraceCommand : Verb
{
    readonly LessonSource _source = new();
    readonly LessonDescent _descent = new();
    readonly LessonForm _form = new();

    public TraceCommand() : base("trace", "Show forward and backward propagation of a sample with every number, its formula and its shape.")
    {
        Add(_source.Data.File);
        Group("network", _source.Network.Layers, _source.Network.Loss, _source.Network.Seed, _descent.Set, _descent.Weights);
        Group("sample", _source.Network.Input, _source.Network.Target);
        Group("a row of a table through a trained model", _source.Model, _source.Row, _source.Member);
        Group("rows of a query", _source.Data.Sql, _source.Data.Connection, _source.Data.Timeout, _source.Data.FilesWithin);
        Group("reading the file", _source.Reading.OfFile);
        Group("descent", _descent.Optimizer, _descent.LearningRate, _descent.Schedule, _descent.ClipNorm, _descent.ClipValue,
            _descent.Steps, _descent.Freeze);
        Group("output", _form.Digits, _form.All, _form.Neuron, _form.Svg, _form.Html, OutputFile.Force,
            _form.Markdown, _form.Latex, _form.Quiz, _form.C, _form.Json);
        Example("myelin trace", "the network of the notes: 4 inputs, 4 hidden sigmoid neurons, 1 sigmoid output");
        Example("myelin trace --model iris.safetensors --row 3 iris.csv", "the third iris through the network that was trained on irises");
        Example("myelin trace --quiz", "the same as an exercise: blanks to fill in, answers at the end");
        Example("myelin trace --layers 4:tanh,3:softmax --target \"0 0 1\" --svg network.svg",
            "another network, and a drawing of it with its numbers");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        Lesson lesson = _descent.Read(line, _source.Read(line));
        (OutputFile? picture, OutputFile? page) = _form.Files(line);
        Option<bool>? form = _form.Of(line);
        if (form == _form.C)
        {
            Console.Out.Write(_form.Program(line, lesson, _descent.BesidePlainSteps));
            return ExitCode.Success;
        }
        Walk walk = lesson.Run();
        _form.Write(line, walk, picture, page);
        if (form is not null)
        {
            _form.Write(line, walk, form);
            return ExitCode.Success;
        }
        _form.Show(line, walk, screen);
        if (picture is not null || page is not null) screen.Blank();
        if (picture is not null) screen.Line("Saved drawing ", new Piece(picture.Path, Ink.Strong), ".");
        if (page is not null) screen.Line("Saved page ", new Piece(page.Path, Ink.Strong), page.Size, ".");
        return ExitCode.Success;
    }
}
