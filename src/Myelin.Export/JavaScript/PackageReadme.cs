using System.Text;
using System.Text.Encodings.Web;

namespace Myelin.Export;

/// <summary>What a person reads first of a package: an example that runs as it stands, and whose the parts are.</summary>
static class PackageReadme
{
    const int MostOnOneLine = 6, MostCells = 40;

    /// <param name="name">of the package</param>
    /// <param name="title">what the model does</param>
    /// <param name="example">what predict is given, as JavaScript</param>
    public static string Of(string name, string title, string example) => $$"""
        # {{name}}

        {{Escaped(title)}}. No dependencies; for Node.js 18 or later and for browsers with 128-bit SIMD in WebAssembly.

        ```js
        import { load } from "{{name}}";

        const model = await load();
        console.log(model.predict({{example}}));
        ```

        `model.info` says which columns the model takes. Give `null` for a missing value. Predictions have the same bits as those of Myelin.

        ## License

        The program is Myelin's, under the MIT License. The model, its weights and its names are the exporter's, who decides on their
        license. See LICENSE.

        """;

    /// <summary>A row of every column: numbers have their median, all others are missing.</summary>
    public static string Row(TabularModel model)
    {
        if (model.Encoder.Columns.Count > MostCells)
            return "Object.fromEntries(model.info.columns.map(({ name, median }) => [name, median ?? null]))";
        string[] cells = [.. model.Encoder.Columns.Select(column =>
            $"{Key(column.Column)}: {(column is NumberEncoder number ? ExactNumber.Text(number.Median) : "null")}")];
        return cells.Length <= MostOnOneLine ? $"{{ {string.Join(", ", cells)} }}" : $"{{\n  {string.Join(",\n  ", cells)},\n}}";
    }

    // in an object literal this name alone sets the prototype, unless it is computed
    static string Key(string column) => column == "__proto__" ? "[\"__proto__\"]" : $"\"{JavaScriptEncoder.Default.Encode(column)}\"";

    // as Markdown
    static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (char sign in text)
        {
            if (sign is '\\' or '`' or '*' or '[' or ']' or '<' or '>' or '&' or '!') escaped.Append('\\');
            escaped.Append(sign);
        }
        return escaped.ToString();
    }
}
