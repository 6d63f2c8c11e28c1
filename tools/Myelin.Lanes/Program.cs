// Writes Lane128.cs and Lane256.cs anew, from Lane512.cs: after that file was changed, run
//
//     dotnet run --project tools/Myelin.Lanes -- src/Myelin/Kernels

using Myelin.Generators;

string folder = args is [string one] ? one : "src/Myelin/Kernels", source = Path.Combine(folder, "Lane512.cs");
if (!File.Exists(source))
{
    Console.Error.WriteLine(
        $"{source} is not there. Give the folder of the lanes: dotnet run --project tools/Myelin.Lanes -- src/Myelin/Kernels");
    return 2;
}
foreach (int bits in (int[])[128, 256])
    File.WriteAllText(Path.Combine(folder, $"Lane{bits}.cs"), LaneFile.Of(bits, File.ReadAllText(source)));
return 0;
