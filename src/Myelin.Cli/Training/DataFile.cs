using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>The DATA of a command: a file, or - for standard input.</summary>
static class DataFile
{
    public const string StandardInput = "-";

    public const string Description = "A CSV file, or - for standard input.";

    public static void Check(string path)
    {
        if (path != StandardInput) FileCheck.Readable(path);
    }

    /// <summary>Tables of some rows, one after another, so that the file need not fit into memory; all types must be known.</summary>
    public static IEnumerable<Table> Blocks(string path, TableOptions options) => path == StandardInput
        ? TableBlocks.Read(Console.OpenStandardInput(), "standard input", options)
        : TableBlocks.Read(path, options);

    public static Table Read(string path, TableOptions options)
    {
        if (path != StandardInput) return Table.Read(path, options);
        // a column's type may be known only after it was read once
        using var bytes = new MemoryStream();
        using (Stream input = Console.OpenStandardInput()) input.CopyTo(bytes);
        bytes.Position = 0;
        return Table.Read(bytes, "standard input", options);
    }
}
