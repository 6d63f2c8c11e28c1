using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Myelin.Tabular;

namespace Myelin.Tables;

/// <summary>A data set of the benchmark.</summary>
/// <param name="Name">as it is hashed to choose the test rows</param>
/// <param name="File">in the data folder</param>
/// <param name="Task">binary, classes or regression</param>
/// <param name="Ignore">columns that no learner may see: row numbers, names</param>
public sealed record TableSet(string Name, string File, string Task, string Target, IReadOnlyList<string> Ignore)
{
    public bool IsBinary => Task == "binary";

    public bool IsRegression => Task == "regression";

    /// <summary>The sets of sets.json beside this program, of which the folder has the file.</summary>
    public static IReadOnlyList<TableSet> Of(string folder)
    {
        string list = System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sets.json"));
        return [.. JsonSerializer.Deserialize<TableSet[]>(list, JsonSerializerOptions.Web)!
            .Where(set => System.IO.File.Exists(Path.Combine(folder, set.File)))];
    }

    /// <summary>The rows to learn from, and those that no learner sees before it is judged.</summary>
    public (Table Training, Table Test) Read(string folder)
    {
        Table table = Table.Read(Path.Combine(folder, File), new TableOptions { Ignore = Ignore });
        return (table.Where(row => !IsTest(Name, row)), table.Where(row => IsTest(Name, row)));
    }

    /// <summary>
    /// The first four bytes of SHA-256 of "name:row", as a number with the first byte highest, modulo 5, are 4:
    /// the same rows in any language.
    /// </summary>
    /// <param name="row">from 0</param>
    public static bool IsTest(string name, int row)
    {
        byte[] text = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}:{row}"));
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(text)) % 5 == 4;
    }
}
