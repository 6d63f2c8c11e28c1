using System.Text.Json;
using Myelin.Basis;
using Myelin.Explain;

namespace Myelin.Cli.Tracing;

/// <summary>The blocks of a network by the names a learner writes: W1, b2; and by those of model files: layers.0.weight.</summary>
sealed class BlockNames
{
    readonly Dictionary<string, (int Index, ParameterBlock Block)> _blocks = new(StringComparer.Ordinal);
    readonly List<string> _short = [];

    public BlockNames(Network network)
    {
        IReadOnlyList<int> widths = network.Widths();
        int index = 0;
        for (int l = 0; l < network.Layers.Count; l++)
            foreach (ParameterBlock block in network.Layers[l].Blocks(widths[l]))
            {
                string name = LayerText.Short(network.Layers[l], block, l + 1);
                _blocks[name] = _blocks[$"layers.{l}.{block.Name}"] = (index++, block);
                _short.Add(name);
            }
    }

    /// <summary>The places of a list such as b1,b2.</summary>
    public IEnumerable<int> Find(string names) =>
        names.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(name => Find(name, "--freeze").Index);

    /// <summary>NAME=NUMBERS</summary>
    public void Assign(string assignment, Parameters<double> parameters)
    {
        int equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) throw CommandException.WrongUse($"--set takes NAME=NUMBERS, such as b1=\"0.1 0.2\", but is '{assignment}'.");
        string name = assignment[..equals].Trim();
        Write(Find(name, "--set"), name, ReadNumbers(name, assignment[(equals + 1)..]), parameters);
    }

    /// <summary>A JSON object of blocks; a row alone may be written without its outer brackets.</summary>
    public void ReadFile(string path, Parameters<double> parameters)
    {
        FileCheck.Readable(path);
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            var options = new JsonDocumentOptions
            {
                AllowDuplicateProperties = false,
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
            };
            using JsonDocument document = JsonDocument.Parse(bytes, options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw CommandException.BadInput($"{path}: an object such as {{\"W1\": [[0.1, 0.2]], \"b1\": [0.3]}} was expected.");
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
                Write(Find(property.Name, path), $"{path}: {property.Name}", Matrix(property, path), parameters);
        }
        catch (JsonException wrong)
        {
            throw CommandException.BadInput(
                $"{path}: line {wrong.LineNumber + 1}, column {wrong.BytePositionInLine + 1}: not JSON. {wrong.Message.Split(". ")[0]}.");
        }
    }

    (int Index, ParameterBlock Block) Find(string name, string where) => _blocks.TryGetValue(name, out var found)
        ? found
        : throw CommandException.WrongUse($"{where}: the network has no block '{name}'.{NearMiss.Hint(name, _short)}");

    static void Write((int Index, ParameterBlock Block) to, string name, double[,] numbers, Parameters<double> parameters)
    {
        ParameterBlock block = to.Block;
        if (numbers.GetLength(0) != block.Rows || numbers.GetLength(1) != block.Columns)
            throw CommandException.WrongUse($"{name} takes {block.Rows} × {block.Columns} numbers, " +
                $"but {Numbers.Shape(numbers)} were given.{Transposed(block, numbers)}");
        parameters.Write(to.Index, Numbers.Flat(numbers));
    }

    static string Transposed(ParameterBlock block, double[,] numbers) =>
        numbers.GetLength(0) == block.Columns && numbers.GetLength(1) == block.Rows
            ? " A row belongs to an input, a column to a neuron: transpose it." : "";

    static double[,] ReadNumbers(string name, string text)
    {
        try
        {
            return Numbers.Matrix(text);
        }
        catch (FormatException wrong)
        {
            throw CommandException.WrongUse($"--set {name}: {wrong.Message}");
        }
    }

    static double[,] Matrix(JsonProperty property, string path)
    {
        JsonElement[] rows = property.Value.ValueKind == JsonValueKind.Array ? [.. property.Value.EnumerateArray()] : [property.Value];
        if (rows.Length > 0 && rows[0].ValueKind != JsonValueKind.Array) return Rectangle([rows]);
        return Rectangle([.. rows.Select(row => row.ValueKind == JsonValueKind.Array ? row.EnumerateArray().ToArray() : throw Wrong())]);

        double[,] Rectangle(JsonElement[][] cells)
        {
            if (cells.Length == 0 || cells.Any(row => row.Length != cells[0].Length)) throw Wrong();
            var matrix = new double[cells.Length, cells[0].Length];
            for (int r = 0; r < cells.Length; r++)
                for (int c = 0; c < cells[0].Length; c++)
                    matrix[r, c] = cells[r][c].ValueKind == JsonValueKind.Number && double.IsFinite(cells[r][c].GetDouble())
                        ? cells[r][c].GetDouble()
                        : throw Wrong();
            return matrix;
        }

        CommandException Wrong() =>
            CommandException.BadInput($"{path}: {property.Name} must be rows of finite numbers, all of one length.");
    }
}
