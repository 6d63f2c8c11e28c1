namespace Myelin.Export;

/// <summary>
/// Functions of a product x·W + b, for one row x: z := xᵢ Wᵢⱼ + z for i = 0, 1, …, outputs side by side in blocks. The weights of a block
/// stand row after row, and then those of the next.
/// </summary>
sealed class Products(WasmModule module, FusedArithmetic fused, WasmArithmetic arithmetic)
{
    const int FloatBytes = 4, VectorFloats = 4, VectorBytes = 16;

    readonly Dictionary<int, int> _functions = [];

    /// <summary>The widths of a product's blocks, the widest first; the last may be wider than what is left of the outputs.</summary>
    public static IReadOnlyList<int> Blocks(int outputs)
    {
        var blocks = new List<int>();
        for (int rest = outputs; rest > 0; rest -= blocks[^1])
            blocks.Add(rest > 8 ? 16 : rest > 4 ? 8 : 4);
        return blocks;
    }

    /// <summary>
    /// Of the addresses of x, W, b and z, how many numbers x has, and how many blocks there are of this width.
    /// </summary>
    public int Of(int width) => _functions.TryGetValue(width, out int known) ? known
        : _functions[width] = module.Function([.. Enumerable.Repeat(WasmType.I32, 6)], [], code => Product(code, width));

    void Product(WasmCode code, int width)
    {
        const int x = 0, w = 1, bias = 2, z = 3, inputs = 4, blocks = 5;
        (int at, int atW, int left) = (code.Local(WasmType.I32), code.Local(WasmType.I32), code.Local(WasmType.I32));
        code.Repeat(blocks, () =>
        {
            // as many sums at once as there are registers
            int most = arithmetic == WasmArithmetic.Emulated ? 8 : width;
            for (int first = 0; first < width; first += most)
            {
                int count = Math.Min(most, width - first);
                code.Get(x).Set(at).Get(w).Number(first * FloatBytes).Do(Wasm.I32Add).Set(atW).Get(inputs).Set(left);
                if (arithmetic == WasmArithmetic.Emulated) Emulated(code, count, width, (at, atW, bias, z, left));
                else Direct(code, count, width, (at, atW, bias, z, left));
                code.Add(bias, count * FloatBytes).Add(z, count * FloatBytes);
            }
            code.Get(w, inputs).Number(width * FloatBytes).Do(Wasm.I32Multiply, Wasm.I32Add).Set(w);
        });
    }

    void Direct(WasmCode code, int outputs, int width, (int X, int W, int Bias, int Z, int Left) at)
    {
        int[] sums = Locals(code, outputs / VectorFloats);
        int x = code.Local(WasmType.V128);
        for (int v = 0; v < sums.Length; v++) code.Get(at.Bias).Memory(Simd.Load, v * VectorBytes).Set(sums[v]);
        code.Repeat(at.Left, () =>
        {
            code.Get(at.X).Memory(Simd.LoadSplat).Set(x);
            for (int v = 0; v < sums.Length; v++)
            {
                code.Get(x, at.W).Memory(Simd.Load, v * VectorBytes);
                if (arithmetic == WasmArithmetic.Relaxed) code.Get(sums[v]).Do(Simd.F32RelaxedMultiplyAdd).Set(sums[v]);
                else code.Do(Simd.F32Multiply).Get(sums[v]).Do(Simd.F32Add).Set(sums[v]);
            }
            code.Add(at.X, FloatBytes).Add(at.W, width * FloatBytes);
        });
        for (int v = 0; v < sums.Length; v++) code.Get(at.Z, sums[v]).Memory(Simd.Store, v * VectorBytes);
    }

    // sums are floats, kept as pairs of doubles
    void Emulated(WasmCode code, int outputs, int width, (int X, int W, int Bias, int Z, int Left) at)
    {
        const int pairBytes = 8;
        int[] z = Locals(code, outputs / 2), sums = Locals(code, outputs / 2), products = Locals(code, outputs / 2);
        int x = code.Local(WasmType.V128);
        for (int v = 0; v < z.Length; v++) code.Get(at.Bias).Memory(Simd.LoadFirst64, v * pairBytes).Do(Simd.Promote).Set(z[v]);
        code.Repeat(at.Left, () =>
        {
            code.Get(at.X).Memory(Simd.LoadSplat).Do(Simd.Promote).Set(x);
            for (int v = 0; v < z.Length; v++)
                code.Get(x, at.W).Memory(Simd.LoadFirst64, v * pairBytes).Do(Simd.Promote, Simd.F64Multiply).Tee(products[v])
                    .Get(z[v]).Do(Simd.F64Add).Set(sums[v]);
            for (int v = 0; v < z.Length; v += 2)
            {
                FusedArithmetic.Suspicious(code, sums[v], sums[v + 1]);
                if (v > 0) code.Do(Simd.Or);
            }
            code.Do(Simd.AnyTrue).If(() =>
            {
                for (int v = 0; v < z.Length; v++) fused.Correct(code, products[v], z[v], sums[v]);
            });
            for (int v = 0; v < z.Length; v++) code.Get(sums[v]).Do(Simd.Demote, Simd.Promote).Set(z[v]);
            code.Add(at.X, FloatBytes).Add(at.W, width * FloatBytes);
        });
        for (int v = 0; v < z.Length; v += 2)
            code.Get(at.Z, z[v]).Do(Simd.Demote).Get(z[v + 1]).Do(Simd.Demote).Shuffle(0, 1, 4, 5).Memory(Simd.Store, v * pairBytes);
    }

    static int[] Locals(WasmCode code, int count) => [.. Enumerable.Range(0, count).Select(_ => code.Local(WasmType.V128))];
}
