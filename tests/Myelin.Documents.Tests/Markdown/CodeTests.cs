using System.Text.RegularExpressions;

namespace Myelin.Documents.Tests.Markdown;

/// <summary>
/// Every <c>csharp</c> block of the documents is compiled and run; where a <c>text</c> block follows at once, it is what the code prints.
/// </summary>
public partial class CodeTests
{
    [Fact]
    public void CodeCompilesRunsAndPrintsWhatTheDocumentShows()
    {
        (Document Document, Block Code, Block? Output)[] blocks = [.. Document.All.Select(path => new Document(path)).SelectMany(CodeOf)];
        Assert.NotEmpty(blocks);
        string folder = Repository.FullPath("artifacts/documents");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Documents.csproj"), Project);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Dispatch(blocks.Length));
        for (int i = 0; i < blocks.Length; i++)
            File.WriteAllText(Path.Combine(folder, $"Block{i}.cs"), Source(blocks[i].Document, blocks[i].Code, i));

        Run build = Run.Of(folder, "build", "-c", Repository.Configuration, "-v", "quiet", "--no-dependencies");
        Assert.True(build.ExitCode == 0, build.Output + build.Errors);
        for (int i = 0; i < blocks.Length; i++)
        {
            (Document document, Block code, Block? output) = blocks[i];
            Run run = Run.Of(Repository.Root, Path.Combine(folder, "bin", Repository.Configuration, "net10.0", "Documents.dll"), $"{i}");
            Assert.True(run.ExitCode == 0, $"{document.Name}:{code.Line}: {run.Errors}{run.Output}");
            if (output is not null) Assert.Equal(output.Text.TrimEnd(), run.Output.TrimEnd());
        }
    }

    static IEnumerable<(Document, Block, Block?)> CodeOf(Document document)
    {
        Block[] blocks = [.. document.Blocks()];
        for (int i = 0; i < blocks.Length; i++)
        {
            if (blocks[i].Language != "csharp") continue;
            bool followed = i + 1 < blocks.Length && blocks[i + 1].Language == "text" && blocks[i + 1].Line <= blocks[i].EndLine + 2;
            yield return (document, blocks[i], followed ? blocks[i + 1] : null);
        }
    }

    /// <summary>Usings stay on top, statements become a method, types stay types.</summary>
    static string Source(Document document, Block code, int index)
    {
        string[] usings = [.. code.Lines.Where(line => UsingLine().IsMatch(line))];
        string[] rest = [.. code.Lines.Except(usings)];
        int types = Array.FindIndex(rest, line => TypeLine().IsMatch(line));
        if (types < 0) types = rest.Length;
        return $$"""
            // {{document.Name}}, line {{code.Line}}
            {{string.Join('\n', usings)}}

            namespace Block{{index}}
            {
                static class Code
                {
                    public static void Run()
                    {
            #line {{code.Line + 1 + usings.Length}} "{{document.Path}}"
            {{string.Join('\n', rest[..types])}}
                    }
                }
            {{string.Join('\n', rest[types..])}}
            }
            """;
    }

    static string Dispatch(int blocks) => $$"""
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
        switch (args[0])
        {
        {{string.Join('\n', Enumerable.Range(0, blocks).Select(i => $"    case \"{i}\": Block{i}.Code.Run(); break;"))}}
        }
        """;

    const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <EnforceCodeStyleInBuild>false</EnforceCodeStyleInBuild>
            <AnalysisLevel>none</AnalysisLevel>
            <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
            <AppendRuntimeIdentifierToOutputPath>false</AppendRuntimeIdentifierToOutputPath>
            <SelfContained>false</SelfContained>
          </PropertyGroup>
          <ItemGroup>
            <ProjectReference Include="../../src/Myelin.Explain/Myelin.Explain.csproj" />
            <ProjectReference Include="../../src/Myelin.Onnx/Myelin.Onnx.csproj" />
            <ProjectReference Include="../../src/Myelin.Export/Myelin.Export.csproj" />
            <ProjectReference Include="../../src/Myelin.ML/Myelin.ML.csproj" />
            <ProjectReference Include="../../src/Myelin.Sources/Myelin.Sources.csproj" />
            <ProjectReference Include="../../src/Myelin.Tabular/Myelin.Tabular.csproj" />
            <ProjectReference Include="../../src/Myelin.TensorBoard/Myelin.TensorBoard.csproj" />
          </ItemGroup>
        </Project>
        """;

    [GeneratedRegex(@"^using [\w.]+;")]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"^(///|((public|internal|sealed|readonly|static|abstract|partial) )*(record|class|struct|interface|enum) )")]
    private static partial Regex TypeLine();
}
