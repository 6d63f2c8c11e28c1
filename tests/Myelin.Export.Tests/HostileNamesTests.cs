using System.Reflection;
using System.Runtime.InteropServices;

namespace Myelin.Export.Tests;

/// <summary>Sources of a model with hostile names compile, and predict what the model does.</summary>
public sealed unsafe class HostileNamesTests : IDisposable
{
    const string Headers = """
        #include <assert.h>
        #include <complex.h>
        #include <errno.h>
        #include <iso646.h>
        #include <limits.h>
        #include <math.h>
        #include <signal.h>
        #include <stdbool.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <threads.h>
        #include <time.h>

        """;

    readonly string _folder = Directory.CreateTempSubdirectory("myelin-names").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void CompilesAsGnuCAndAsCPlusPlusAfterCommonHeaders()
    {
        Write();
        File.WriteAllText(At("user.c"), Headers + "#include \"model.h\"\nint main(void) { model_row r; model_clear(&r); return 0; }\n");
        File.WriteAllText(At("user.cpp"),
            "#include <cmath>\n#include <cerrno>\n#include <cstdio>\n#include \"model.h\"\nint main() { model_row r; model_clear(&r); }\n");
        string[] strict = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-fsyntax-only", "-Di386=1"];
        CompiledC.Run("gcc", ["-std=gnu17", .. strict, At("user.c"), At("model.c")]);
        CompiledC.Run("gcc", ["-std=c99", .. strict, At("model.c")]);
        Assert.SkipUnless(CompiledC.Exists("g++"), "There is no g++ to compile the header with.");
        CompiledC.Run("g++", ["-std=gnu++20", .. strict, At("user.cpp")]);
    }

    [Fact]
    public void WordsInCAreThoseOfTheModel()
    {
        TabularModel model = HostileNames.Model;
        TabularProgram program = TabularProgram.Of(model);
        using var compiled = new CompiledC("gcc", CompiledC.Files("model", new CProgram("model", program, program.Members)), "-O0");
        var classes = (nint*)compiled["model_classes"];
        string[] expected = [.. model.Target.Classes!.Names];
        Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(i => Marshal.PtrToStringUTF8(classes[i])!));
    }

    [Fact]
    public void CompilesAsCSharpAndPredictsTheSame()
    {
        TabularModel model = HostileNames.Model;
        TabularProgram program = TabularProgram.Of(model);
        string[] names = [.. ((string[])["Member0", "Cell0", "Row"])
            .Select(name => SourceExport.CSharpName($"{name}.cs"))];
        using var compiled = new CompiledCSharp(names.Select(name => new CSharpProgram(name, program, program.Members)));
        Table rows = MadeRows.Of(model, 20, 3);
        IReadOnlyList<Prediction> expected = model.Predict(rows);
        Type rowType = compiled[$"{names[0]}+Row"];
        PropertyInfo[] fields = rowType.GetProperties();
        for (int row = 0; row < rows.Rows; row++)
        {
            object cells = Activator.CreateInstance(rowType)!;
            for (int i = 0; i < fields.Length; i++) fields[i].SetValue(cells, Cell(rows[model.Inputs[i]], row));
            object answer = compiled[names[0]].GetMethod("Predict")!.Invoke(null, [cells])!;
            Assert.Equal(expected[row].Class, answer.GetType().GetProperty("Class")!.GetValue(answer));
        }
    }

    [Fact]
    public void AWordWithTheCharacter0IsRefusedInC()
    {
        NotSupportedException refused = Assert.Throws<NotSupportedException>(() => CText.Quote("a\0b"));
        Assert.Equal("\"a\\0b\" holds the character 0, which ends a string in C. Export to C#.", refused.Message);
    }

    [Theory]
    [InlineData("a*/ b", "a* / b")]
    [InlineData("/*", "/ *")]
    [InlineData("what??/", "what?? /")]
    [InlineData("end\\", "end\\ ")]
    [InlineData("two\r\nlines", "two  lines")]
    [InlineData("\u202Eright", " right")]
    public void ACommentOfCStaysOneLineAndReadable(string text, string expected) => Assert.Equal(expected, CText.Comment(text));

    [Fact]
    public void ReservedNamesGetASuffix()
    {
        foreach (string name in HostileNames.Reserved.Except(["string", "object", "record", "required"]))
            Assert.EndsWith("_", Identifiers.Snake().Of(name), StringComparison.Ordinal);
        Assert.Equal("size_m", Identifiers.Snake().Of("size (m)"));
    }

    [Theory]
    [InlineData("IntervalScores.cs", "IntervalScores_2")]
    [InlineData("Member12.cs", "Member12_")]
    [InlineData("class.cs", "Class")]
    [InlineData("\uD800.cs", "Column")]
    public void AClassHasANameThatNoMemberHas(string path, string expected) => Assert.Equal(expected, SourceExport.CSharpName(path));

    static object? Cell(Column column, int row) => column switch
    {
        DateColumn dates => dates[row],
        NumberColumn => column.Number(row),
        _ => column.Text(row),
    };

    void Write()
    {
        Assert.SkipUnless(CompiledC.Exists("gcc"), "There is no gcc to compile the programs with.");
        TabularProgram program = TabularProgram.Of(HostileNames.Model);
        foreach ((string file, string text) in CompiledC.Files("model", new CProgram("model", program, program.Members)))
            File.WriteAllText(At(file), text);
    }

    string At(string file) => Path.Combine(_folder, file);
}
