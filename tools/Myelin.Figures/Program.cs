// Draws docs/figures: every activation's value and slope, computed by the formulas that train.
//
//     dotnet run --project tools/Myelin.Figures -- docs/figures

using Myelin.Figures;

string folder = args is [string path] ? path : "docs/figures";
Directory.CreateDirectory(folder);
foreach ((string name, string svg) in ActivationFigure.All()) File.WriteAllText(Path.Combine(folder, name + ".svg"), svg);
