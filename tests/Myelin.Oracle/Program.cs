using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Oracle;
using Myelin.Oracle.Onnx;

if (args is ["onnx", var folder]) return Suite.Print(folder, Console.Out);
if (args is ["digest", ..])
{
    Console.WriteLine(WatchNetwork.Digest(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1));
    return 0;
}
if (args.Length != 2)
{
    Console.Error.WriteLine("usage: Myelin.Oracle QUESTIONS ANSWERS   (folders of JSON cases; one answer file for each question)");
    Console.Error.WriteLine("       Myelin.Oracle onnx CASES          (a folder of ONNX backend cases: ok, wrong or not expressible)");
    Console.Error.WriteLine("       Myelin.Oracle digest [THREADS]    (the digest of a small network's weights after 200 steps)");
    return 1;
}

Directory.CreateDirectory(args[1]);
int failed = 0;
string[] files = [.. Directory.GetFiles(args[0], "*.json").Order(StringComparer.Ordinal)];
foreach (string file in files)
{
    try
    {
        using JsonDocument question = JsonDocument.Parse(File.ReadAllText(file));
        JsonNode answer = Answers.To(question.RootElement);
        string text = new JsonObject { ["expected"] = answer }.ToJsonString(Json.Options);
        File.WriteAllText(Path.Combine(args[1], Path.GetFileName(file)), text);
    }
    catch (Exception e)
    {
        // whatever is wrong with one question, the others are answered
        failed++;
        Console.Error.WriteLine($"{Path.GetFileName(file)}: {e.Message}");
    }
}
Console.WriteLine($"{files.Length - failed} of {files.Length} answered");
return failed == 0 ? 0 : 2;
