using System.Runtime.InteropServices;
using Myelin.Numerics;

namespace Myelin.Comparison.Protocol;

/// <summary>One of the networks that everybody trains, and what it learns from.</summary>
/// <param name="Name">as it stands in requests and in the data's file names</param>
/// <param name="CheckSteps">training steps after which all must have the same loss</param>
public sealed record Problem(string Name, string Title, int[] Widths, int Rows, int CheckSteps)
{
    public static IReadOnlyList<Problem> All { get; } =
    [
        new("a", "4-4-1 sigmoid, squared error, SGD", [4, 4, 1], 8192, 200),
        new("a-linear", "4-4-1 with a linear output", [4, 4, 1], 8192, 200),
        new("b", "30-64-64-1 ReLU, squared error, Adam", [30, 64, 64, 1], 16384, 50),
        new("c", "784-256-128-10 ReLU, cross-entropy, Adam", [784, 256, 128, 10], 8192, 10),
        new("d", "512-1024-1024-1024-10 ReLU, cross-entropy, Adam", [512, 1024, 1024, 1024, 10], 4096, 3),
    ];

    public int Inputs => Widths[0];

    public int Outputs => Widths[^1];

    public bool IsClassification => Outputs > 1;

    public bool IsSigmoid => Name[0] == 'a';

    /// <summary>The ending of a name that asks for Adam with ε̂: ε added before the correction, as some programs do it.</summary>
    public const string WithEpsilonHat = "-epsilon-hat";

    public bool EpsilonHat { get; private init; }

    public static Problem Of(string name) => name.EndsWith(WithEpsilonHat, StringComparison.Ordinal)
        ? Of(name[..^WithEpsilonHat.Length]) with { EpsilonHat = true }
        : All.FirstOrDefault(problem => problem.Name == name) ?? throw new ArgumentException($"There is no network {name}.");

    /// <summary>Rows · Inputs numbers.</summary>
    public float[] ReadInputs(string folder) => Read(folder, "inputs");

    /// <summary>One number a row: the target, or the index of the class.</summary>
    public float[] ReadTargets(string folder) => Read(folder, "targets");

    /// <summary>For each layer W [inputs × outputs], row by row, and its bias.</summary>
    public float[] ReadWeights(string folder) => Read(folder, "weights");

    /// <summary>Writes what the three readers read: a function of the problem alone.</summary>
    public void Write(string folder)
    {
        var random = new RandomStream(seed: 1, RandomPurpose.Other, (ulong)Inputs);
        // (c) learns from something like pixels
        float[] inputs = Draw(Rows * Inputs, (ref RandomStream r) => Inputs == 784 ? Math.Clamp(0.1 + 0.3 * r.Normal(), 0, 1) : r.Normal());
        float[] teacher = Draw(Inputs * Outputs, (ref RandomStream r) => r.Normal() / Math.Sqrt(Inputs));
        var targets = new float[Rows];
        var scores = new double[Outputs];
        for (int n = 0; n < Rows; n++)
        {
            Array.Clear(scores);
            for (int i = 0; i < Inputs; i++)
                for (int k = 0; k < Outputs; k++) scores[k] += inputs[n * Inputs + i] * teacher[i * Outputs + k];
            targets[n] = (float)(IsClassification ? Array.IndexOf(scores, scores.Max())
                : IsSigmoid ? 1 / (1 + Math.Exp(-scores[0])) : Math.Sin(scores[0]));
        }
        var weights = new List<float>();
        for (int l = 1; l < Widths.Length; l++)
        {
            double bound = 1 / Math.Sqrt(Widths[l - 1]);
            weights.AddRange(Draw((Widths[l - 1] + 1) * Widths[l], (ref RandomStream r) => r.Uniform(-bound, bound)));
        }
        Save("inputs", inputs);
        Save("targets", targets);
        Save("weights", [.. weights]);

        float[] Draw(int count, Draft draft)
        {
            var values = new float[count];
            foreach (ref float value in values.AsSpan()) value = (float)draft(ref random);
            return values;
        }

        void Save(string kind, float[] values) => File.WriteAllBytes(PathOf(folder, kind), MemoryMarshal.AsBytes(values.AsSpan()));
    }

    delegate double Draft(ref RandomStream random);

    float[] Read(string folder, string kind) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(PathOf(folder, kind))).ToArray();

    string PathOf(string folder, string kind) => Path.Combine(folder, $"{(IsSigmoid ? "a" : Name)}-{kind}.bin");
}
