namespace Myelin.Export.Tests;

/// <summary>Dates of C that do not exist, or are out of range: refused, without a read out of bounds.</summary>
public sealed class DatesInCTests : IDisposable
{
    const string Main = """
        #include "model.h"
        #include <limits.h>
        #include <math.h>
        #include <stdio.h>
        #define CHECK(TEXT) do { if (!(TEXT)) { fprintf(stderr, "%d: %s\n", __LINE__, #TEXT); return 1; } } while (0)
        #define IMPOSSIBLE(...) CHECK(model_date(__VA_ARGS__) == MODEL_NO_DATE)

        int main(void)
        {
            static const int64_t out[] = { -1, INT64_MIN + 1, -864000000000, 3155378976000000000, INT64_MAX };
            static const int64_t in[] = { 0, 3155378975999999999, MODEL_NO_DATE };
            model_row row;
            model_prediction prediction;
            float x[$WIDTH];
            IMPOSSIBLE(2024, 13, 1, 0, 0, 0);
            IMPOSSIBLE(2024, 0, 1, 0, 0, 0);
            IMPOSSIBLE(2024, -5, 1, 0, 0, 0);
            IMPOSSIBLE(2024, INT_MAX, 1, 0, 0, 0);
            IMPOSSIBLE(2024, 2, 30, 0, 0, 0);
            IMPOSSIBLE(2023, 2, 29, 0, 0, 0);
            IMPOSSIBLE(1900, 2, 29, 0, 0, 0);
            IMPOSSIBLE(2024, 2, 31, 0, 0, 0);
            IMPOSSIBLE(2024, 4, 31, 0, 0, 0);
            IMPOSSIBLE(2024, 12, 32, 0, 0, 0);
            IMPOSSIBLE(2024, 1, 0, 0, 0, 0);
            IMPOSSIBLE(0, 1, 1, 0, 0, 0);
            IMPOSSIBLE(10000, 1, 1, 0, 0, 0);
            IMPOSSIBLE(INT_MIN, 1, 1, 0, 0, 0);
            IMPOSSIBLE(2024, 1, 1, 24, 0, 0);
            IMPOSSIBLE(2024, 1, 1, -1, 0, 0);
            IMPOSSIBLE(2024, 1, 1, INT_MAX, 0, 0);
            IMPOSSIBLE(2024, 1, 1, 0, 60, 0);
            IMPOSSIBLE(2024, 1, 1, 0, -1, 0);
            IMPOSSIBLE(2024, 1, 1, 0, 0, 60);
            IMPOSSIBLE(2024, 1, 1, 0, 0, -0.5);
            IMPOSSIBLE(2024, 1, 1, 0, 0, NAN);
            IMPOSSIBLE(2024, 1, 1, 0, 0, INFINITY);
            IMPOSSIBLE(9999, 12, 31, 23, 59, 59.99999999);
            CHECK(model_date(1, 1, 1, 0, 0, 0) == 0);
            CHECK(model_date(2024, 2, 29, 23, 59, 58.123) == 638448479981230000);
            CHECK(model_date(9999, 12, 31, 23, 59, 59.9999999) == 3155378975999999999);
            for (int i = 0; i < 5; i++)
            {
                model_clear(&row);
                row.day = out[i];
                CHECK(model_encode(&row, x) == 1);
                CHECK(model_predict(&row, &prediction) == 1);
            }
            for (int i = 0; i < 3; i++)
            {
                model_clear(&row);
                row.day = in[i];
                CHECK(model_encode(&row, x) == 0);
                CHECK(model_predict(&row, &prediction) == 0);
            }
            return 0;
        }
        """;

    readonly string _folder = Directory.CreateTempSubdirectory("myelin-dates").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("classes")]
    [InlineData("number")]
    public void ImpossibleDatesAreRefusedWithinBounds(string name)
    {
        Assert.SkipUnless(CompiledC.Exists("gcc"), "There is no gcc to compile the programs with.");
        TabularProgram program = TabularProgram.Of(TrainedModels.Of(name));
        foreach ((string file, string text) in CompiledC.Files("model", new CProgram("model", program, program.Members)))
            File.WriteAllText(At(file), text);
        File.WriteAllText(At("main.c"), Main.Replace("$WIDTH", $"{program.Model.Encoder.Width}", StringComparison.Ordinal));
        string[] flags = ["-std=c99", "-g", "-O1", "-Wall", "-Wextra", "-Werror", At("model.c"), At("main.c"), "-o", At("main"), "-lm"];
        CompiledC.Run("gcc", flags);
        CompiledC.Run(At("main"));
        CompiledC.Run("gcc", [.. Sanitizers(), .. flags]);
        CompiledC.Run(At("main"));
    }

    // a gcc may come without their libraries
    string[] Sanitizers()
    {
        string[] flags = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
        File.WriteAllText(At("empty.c"), "int main(void) { return 0; }\n");
        try
        {
            CompiledC.Run("gcc", [.. flags, At("empty.c"), "-o", At("empty")]);
        }
        catch (Xunit.Sdk.XunitException)
        {
            Assert.Skip("This gcc has no sanitizers.");
        }
        return flags;
    }

    string At(string file) => Path.Combine(_folder, file);
}
