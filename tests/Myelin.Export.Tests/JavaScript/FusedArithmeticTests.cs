using System.Runtime.InteropServices;
using Myelin.Numerics;

namespace Myelin.Export.Tests;

/// <summary>x·y + z in WebAssembly is rounded once, wherever rounding twice would be wrong.</summary>
public class FusedArithmeticTests
{
    const int Count = 200_000;

    [Fact]
    public void HardTriplesAreRoundedOnce()
    {
        using var node = new Node();
        using Model<float> model = Model.Create(new Network(1, new Dense(1)), 1);
        NetworkModule[] modules = [.. new[] { WasmArithmetic.Emulated, WasmArithmetic.Plain }.Select(arithmetic =>
            NetworkModule.Of([ForwardGraph.Of(model.Network, model.Parameters, model.Link)], arithmetic))];
        for (int i = 0; i < modules.Length; i++) node.Write($"{i}.wasm", modules[i].Bytes);
        float[] triples = Triples();
        node.Write("x", triples);
        node.Run($$"""
            import { readFileSync, writeFileSync } from "node:fs";
            const bytes = readFileSync("x"), x = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
            for (let i = 0; i < {{modules.Length}}; i++) {
              const wasm = readFileSync(`${i}.wasm`), env = { sin_of_huge: Math.sin, cos_of_huge: Math.cos };
              if (!WebAssembly.validate(wasm)) throw new Error("not valid");
              const { fused } = (await WebAssembly.instantiate(wasm, { env })).instance.exports;
              writeFileSync(`${i}.y`, Float32Array.from({ length: x.length / 3 }, (_, n) => fused(x[3 * n], x[3 * n + 1], x[3 * n + 2])));
            }
            """);
        int twice = 0;
        for (int i = 0; i < modules.Length; i++)
        {
            float[] found = node.Floats($"{i}.y");
            for (int n = 0; n < Count; n++)
            {
                (float x, float y, float z) = (triples[3 * n], triples[3 * n + 1], triples[3 * n + 2]);
                float once = MathF.FusedMultiplyAdd(x, y, z);
                Assert.True(Same(once, found[n]), $"{x:R} · {y:R} + {z:R} is {once:R}, but {found[n]:R} was found");
                if (i == 0 && !Same(once, (float)((double)x * y + z))) twice++;
            }
        }
        // so that the triples are hard
        Assert.True(twice > Count / 100, $"Only {twice} triples need to be rounded once.");
    }

    // products that are kept in registers go another way
    [Fact]
    public void ProductsOfLayersAreRoundedOnce()
    {
        const int outputs = 999, rows = 60;
        using var node = new Node();
        using Model<float> model = Model.Create(new Network(1, new Dense(outputs)), 1);
        float[] triples = Triples();
        model.Parameters.Write(0, [.. Enumerable.Range(0, outputs).Select(n => Finite(triples[3 * n + 1]))]);
        model.Parameters.Write(1, [.. Enumerable.Range(0, outputs).Select(n => Finite(triples[3 * n + 2]))]);
        float[] x = [.. Enumerable.Range(0, rows).Select(n => Finite(triples[3 * n * 7]))], expected = new float[rows * outputs];
        node.Write("model.mjs", JavaScriptModule.Of(model).Whole);
        node.Write("x", x);
        node.Run("""
            import { readFileSync, writeFileSync } from "node:fs";
            const model = await (await import("./model.mjs")).load(), bytes = readFileSync("x");
            const x = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
            const y = new Float32Array(x.length * model.info.outputs);
            x.forEach((one, n) => y.set(model.predict([one]), n * model.info.outputs));
            writeFileSync("y", y);
            """);
        model.Predict(x, expected);
        Assert.Equal(0, expected.Zip(node.Floats("y")).Count(pair => !Same(pair.First, pair.Second)));
    }

    static float Finite(float number) => float.IsFinite(number) ? number : 1;

    static bool Same(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || float.IsNaN(a) && float.IsNaN(b);

    // halves between two floats and what is just below them, results below the normal numbers, cancellation, any bits at all
    static float[] Triples()
    {
        var random = new RandomStream(5, RandomPurpose.Other);
        var numbers = new float[3 * Count];
        for (int n = 0; n < Count; n++)
        {
            float x = Any(), y = Any(), z = Any();
            // (1 + a)(1 − a) = 1 − a²: a half of z's last bit, or so little less that a double does not tell
            float a = random.NextInt32(40) * 1.1920929e-7f, sign = random.NextInt32(2) * 2 - 1;
            int half = random.NextInt32(60) - 30;
            switch (n % 5)
            {
                case 0:
                    (x, y, z) = (1 + a, sign * MathF.ScaleB(1 - a, half), MathF.ScaleB(Mantissa(), half + 24));
                    break;
                case 1:
                    // results below the normal numbers
                    (x, y) = (MathF.ScaleB(1 + a, -75), sign * MathF.ScaleB(1 - a, -75));
                    z = MathF.ScaleB(random.NextInt32(1 << random.NextInt32(24)), -149);
                    break;
                case 2:
                    (x, y) = (MathF.ScaleB(Mantissa(), half), sign * Mantissa());
                    z = (float)-((double)x * y) * (1 + (random.NextInt32(3) - 1) * 1.1920929e-7f);
                    break;
                case 3:
                    (x, y, z) = (MathF.ScaleB(Mantissa(), half - 40), sign * Mantissa(), MathF.ScaleB(Mantissa(), half));
                    break;
            }
            (numbers[3 * n], numbers[3 * n + 1], numbers[3 * n + 2]) = (x, y, z);
        }
        return numbers;

        float Any() => BitConverter.Int32BitsToSingle(random.NextInt32(int.MaxValue) * 2 + random.NextInt32(2));

        float Mantissa() => 1 + random.NextInt32(1 << 23) * 1.1920929e-7f;
    }
}
