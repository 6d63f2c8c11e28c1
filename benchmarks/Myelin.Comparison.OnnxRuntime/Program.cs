using System.Globalization;
using Myelin.Comparison.OnnxRuntime;

new OnnxContestant(args[0], int.Parse(args[1], CultureInfo.InvariantCulture)).Serve(Console.In, Console.Out);
