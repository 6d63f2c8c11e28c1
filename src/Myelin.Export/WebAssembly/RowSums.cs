using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>Sums and maxima of the numbers of a row, as .NET computes them: in sixteen partial sums, folded in halves.</summary>
/// <param name="partials">the address of room for them</param>
sealed class RowSums(WasmModule module, FusedArithmetic fused, int partials)
{
    const int FloatBytes = 4, VectorBytes = 16, PartialBytes = 64;

    readonly Dictionary<Operation, int> _functions = [];

    /// <summary>
    /// The function of the addresses of one or two rows and of how many numbers each has; it gives the result in all places.
    /// </summary>
    public int Of(Operation operation)
    {
        if (_functions.TryGetValue(operation, out int known)) return known;
        int rows = operation is Operation.RowDot or Operation.RowRest ? 2 : 1;
        // the rest needs the largest
        if (operation is Operation.RowRest) Of(Operation.RowMax);
        return _functions[operation] = module.Function([.. Enumerable.Repeat(WasmType.I32, rows + 1)], [WasmType.V128], code =>
        {
            switch (operation)
            {
                case Operation.RowSum: Sum(code, 1); break;
                case Operation.RowDot: Sum(code, 2); break;
                case Operation.RowRest: Rest(code); break;
                case Operation.RowMax: Each(code, float.NegativeInfinity, Wasm.F32Max); break;
                case Operation.RowSumInOrder: Each(code, 0, Wasm.F32Add); break;
                default: throw new NotSupportedException($"The operation {operation} of rows cannot be written as WebAssembly.");
            }
        });
    }

    // four numbers at once, and those that are left one by one
    void Sum(WasmCode code, int rows)
    {
        int count = rows, k = code.Local(WasmType.I32), at = code.Local(WasmType.I32);
        for (int v = 0; v < PartialBytes; v += VectorBytes) code.Number(partials + v).Constant(0u).Memory(Simd.Store);
        code.While(() => code.Get(k).Number(4).Do(Wasm.I32Add).Get(count).Number(1).Do(Wasm.I32Add, Wasm.I32Less),
            () => Step(Simd.Load, 4));
        code.While(() => code.Get(k, count).Do(Wasm.I32Less), () => Step(Simd.LoadFirst32, 1));
        Fold(code);

        void Step(Simd load, int numbers)
        {
            // the partial sum of the place k modulo 16
            code.Get(k).Number(15).Do(Wasm.I32And).Number(2).Do(Wasm.I32ShiftLeft).Number(partials).Do(Wasm.I32Add).Tee(at);
            for (int row = 0; row < rows; row++) code.Get(row).Memory(load);
            code.Get(at).Memory(load);
            if (rows == 2) code.Call(fused.MultiplyAdd);
            else code.Do(Simd.F32Add);
            if (numbers == 4) code.Memory(Simd.Store);
            else code.Extract(0).Memory(Wasm.F32Store);
            for (int row = 0; row < rows; row++) code.Add(row, numbers * FloatBytes);
            code.Add(k, numbers);
        }
    }

    void Fold(WasmCode code)
    {
        int[] sums = [.. Enumerable.Range(0, 2).Select(_ => code.Local(WasmType.V128))];
        for (int v = 0; v < 2; v++)
            code.Number(partials).Memory(Simd.Load, v * VectorBytes).Number(partials).Memory(Simd.Load, (v + 2) * VectorBytes)
                .Do(Simd.F32Add).Set(sums[v]);
        code.Get(sums[0], sums[1]).Do(Simd.F32Add).Tee(sums[0]).Get(sums[0], sums[0]).Shuffle(2, 3, 2, 3).Do(Simd.F32Add).Tee(sums[0]);
        code.Get(sums[0], sums[0]).Shuffle(1, 1, 1, 1).Do(Simd.F32Add).Extract(0).Do(Simd.F32Splat);
    }

    // from the first to the last
    static void Each(WasmCode code, float start, Wasm operation)
    {
        const int row = 0, count = 1;
        int sum = code.Local(WasmType.F32);
        code.Constant(start).Extract(0).Set(sum);
        code.Repeat(count, () =>
        {
            code.Get(sum, row).Memory(Wasm.F32Load).Do(operation).Set(sum);
            code.Add(row, FloatBytes);
        });
        code.Get(sum).Do(Simd.F32Splat);
    }

    // of the first row without the place where the second is largest, the first where none is
    void Rest(WasmCode code)
    {
        const int numbers = 0, row = 1, count = 2;
        (int max, int largest) = (code.Local(WasmType.F32), code.Local(WasmType.I32));
        (int k, int at) = (code.Local(WasmType.I32), code.Local(WasmType.I32));
        code.Get(row, count).Call(_functions[Operation.RowMax]).Extract(0).Set(max);
        code.While(() =>
        {
            code.Get(largest, count).Do(Wasm.I32Less);
            code.Get(row, largest).Number(2).Do(Wasm.I32ShiftLeft, Wasm.I32Add).Memory(Wasm.F32Load).Get(max).Do(Wasm.F32NotEqual);
            code.Do(Wasm.I32And);
        }, () => code.Add(largest, 1));
        code.Get(largest, count).Do(Wasm.I32Equal).If(() => code.Number(0).Set(largest));
        for (int v = 0; v < PartialBytes; v += VectorBytes) code.Number(partials + v).Constant(0u).Memory(Simd.Store);
        code.While(() => code.Get(k, count).Do(Wasm.I32Less), () =>
        {
            code.Get(k, largest).Do(Wasm.I32NotEqual).If(() =>
            {
                code.Get(k).Number(15).Do(Wasm.I32And).Number(2).Do(Wasm.I32ShiftLeft).Number(partials).Do(Wasm.I32Add).Tee(at);
                code.Get(at).Memory(Wasm.F32Load);
                code.Get(numbers).Memory(Wasm.F32Load).Do(Wasm.F32Add).Memory(Wasm.F32Store);
            });
            code.Add(numbers, FloatBytes).Add(k, 1);
        });
        Fold(code);
    }
}
