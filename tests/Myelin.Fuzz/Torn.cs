using Myelin.Tabular;

namespace Myelin.Fuzz;

/// <summary>Every truncation and every changed byte of a model's file: each must be refused, in one line.</summary>
static class Torn
{
    static readonly byte[] Flips = [0x01, 0x80, 0xFF];

    /// <param name="path">a model, a folder of damaged copies that another program made, or null for a model that is trained now</param>
    public static int Run(string? path, string folder)
    {
        Directory.CreateDirectory(folder);
        if (Directory.Exists(path)) return Copies(path);
        if (path is null)
        {
            path = Path.Combine(folder, "torn.safetensors");
            Table table = Table.Of(Column.Of("x", [.. Enumerable.Range(0, 60).Select(i => i % 17 / 4.0)]),
                Column.Of("y", [.. Enumerable.Range(0, 60).Select(i => "ab"[i % 2].ToString())]));
            using TabularModel model = TabularModel.Train(table, "y", new() { Epochs = 1, Quality = Quality.Fast, Set = ["hidden=8"] });
            model.Save(path);
            Console.WriteLine($"{path}: {new FileInfo(path).Length} bytes");
        }
        byte[] bytes = File.ReadAllBytes(path);
        Demand(Refusal(bytes) is null, "the file itself is refused");
        int tried = 0;
        for (int length = 0; length < bytes.Length; length++, tried++)
            Demand(Refusal(bytes[..length]) is { } line && OneLine(line), $"cut after {length} bytes");
        for (int i = 0; i < bytes.Length; i++)
            foreach (byte flip in Flips)
            {
                bytes[i] ^= flip;
                Demand(Refusal(bytes) is { } line && OneLine(line), $"byte {i} changed by {flip}");
                bytes[i] ^= flip;
                tried++;
            }
        Console.WriteLine($"{tried} damaged copies, every one refused in one line");
        return 0;
    }

    static int Copies(string folder)
    {
        string[] files = Directory.GetFiles(folder, "*.bin");
        int taken = 0;
        foreach (string file in files)
        {
            if (Refusal(file) is { } line && OneLine(line)) continue;
            Console.WriteLine($"not refused: {file}");
            taken++;
        }
        Console.WriteLine($"{files.Length} damaged copies, {taken} not refused");
        return taken == 0 ? 0 : 3;
    }

    static string? Refusal(string file)
    {
        try
        {
            TabularModel.Load(file).Dispose();
            return null;
        }
        catch (InvalidFileException e)
        {
            return e.Message;
        }
    }

    static string? Refusal(byte[] bytes)
    {
        try
        {
            using var file = SafetensorsFile.Open(new MemoryStream(bytes), "m");
            foreach (Model<float> model in ModelFile.LoadMembers<float>(file)) model.Dispose();
            return null;
        }
        catch (InvalidFileException e)
        {
            return e.Message;
        }
    }

    static bool OneLine(string line) => !line.Any(char.IsControl) && line.Length < 500;

    static void Demand(bool condition, string what)
    {
        if (!condition) throw new FindingException($"Not refused as it should be: {what}.");
    }
}
