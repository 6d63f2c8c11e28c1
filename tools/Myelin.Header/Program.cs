// Writes myelin.h anew, from the declarations of src/Myelin.Native/Boundary and their comments: after one of them was changed, run
//
//     dotnet run --project tools/Myelin.Header -c Release

using Myelin.Generators;

string path = args is [string one] ? one : "src/Myelin.Native/myelin.h";
if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
{
    Console.Error.WriteLine($"The folder of {path} is not there. Run it in the repository's folder, or give the header's path.");
    return 2;
}
File.WriteAllText(path, HeaderFile.Text());
return 0;
