namespace Myelin.Export;

/// <summary>
/// x·y + z of floats, rounded once, which WebAssembly has no instruction for: product and sum in double precision, rounded to float.
/// </summary>
/// <remarks>
/// The product is exact. Rounding the sum twice, to double and to float, is wrong only where the double lies in the middle between two
/// floats or the float is subnormal. There the double is rounded to odd instead, after which rounding to float is right: S. Boldo,
/// G. Melquiond, Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd, IEEE Transactions on
/// Computers 57, 2008.
/// </remarks>
sealed class FusedArithmetic
{
    // the bits of a double that a float does not keep; in the middle, the first of them alone is 1
    const uint Dropped = 0x1FFFFFFF, Middle = 0x10000000;

    // the upper half of 2⁻¹²⁶, the least normal float. No smaller sum than 2⁻²⁹⁸ but 0 has an upper half of 0
    const uint Normal = 0x38100000, Magnitude = 0x7FFFFFFF, Least = 0x80000000;

    const ulong One = 1;

    readonly int _odd;

    public FusedArithmetic(WasmModule module, WasmArithmetic arithmetic)
    {
        if (arithmetic == WasmArithmetic.Relaxed)
        {
            MultiplyAdd = module.Function([WasmType.V128, WasmType.V128, WasmType.V128], [WasmType.V128],
                code => code.Get(0, 1, 2).Do(Simd.F32RelaxedMultiplyAdd));
            return;
        }
        _odd = module.Function([WasmType.V128, WasmType.V128, WasmType.V128], [WasmType.V128], Odd);
        MultiplyAdd = module.Function([WasmType.V128, WasmType.V128, WasmType.V128], [WasmType.V128], OfFloats);
    }

    /// <summary>The function of x, y and z, four floats each.</summary>
    public int MultiplyAdd { get; }

    /// <summary>Leaves a mask on the stack that has bits where one of four doubles may be rounded wrongly.</summary>
    public static void Suspicious(WasmCode code, int first, int second)
    {
        code.Get(first, second).Shuffle(0, 2, 4, 6).Constant(Dropped).Do(Simd.And).Constant(Middle).Do(Simd.I32Equal);
        // from 1 to below Normal, as signed numbers
        code.Get(first, second).Shuffle(1, 3, 5, 7).Constant(Magnitude).Do(Simd.And).Constant(Least - 1).Do(Simd.I32Add)
            .Constant(Least + Normal - 1).Do(Simd.I32Less);
        code.Do(Simd.Or);
    }

    /// <summary>sum := product + z, two doubles, rounded to odd.</summary>
    public void Correct(WasmCode code, int product, int z, int sum) => code.Get(product, z, sum).Call(_odd).Set(sum);

    // the parameters are the product, z and their sum; the error of a sum: D. E. Knuth, TAOCP 2, section 4.2.2
    static void Odd(WasmCode code)
    {
        const int product = 0, z = 1, sum = 2;
        (int part, int error) = (code.Local(WasmType.V128), code.Local(WasmType.V128));
        code.Get(sum, product).Do(Simd.F64Subtract).Set(part);
        code.Get(product, sum, part).Do(Simd.F64Subtract, Simd.F64Subtract);
        code.Get(z, part).Do(Simd.F64Subtract, Simd.F64Add).Set(error);
        // one bit up where the error points away from 0, else one bit down
        code.Get(sum);
        code.Get(error).Constant(0ul).Do(Simd.F64Greater).Get(sum).Constant(0UL).Do(Simd.F64Greater, Simd.Xor).Constant(One).Do(Simd.Or);
        code.Get(error).Do(Simd.F64Abs).Constant(0ul).Do(Simd.F64Greater, Simd.And);
        code.Get(sum).Constant(One).Do(Simd.And).Constant(0ul).Do(Simd.I64Equal, Simd.And);
        code.Do(Simd.I64Add);
    }

    void OfFloats(WasmCode code)
    {
        int[] products = [code.Local(WasmType.V128), code.Local(WasmType.V128)],
            addends = [code.Local(WasmType.V128), code.Local(WasmType.V128)], sums = [code.Local(WasmType.V128), code.Local(WasmType.V128)];
        for (int half = 0; half < 2; half++)
        {
            Doubles(code, 0, half);
            Doubles(code, 1, half);
            code.Do(Simd.F64Multiply).Tee(products[half]);
            Doubles(code, 2, half);
            code.Tee(addends[half]).Do(Simd.F64Add).Set(sums[half]);
        }
        Suspicious(code, sums[0], sums[1]);
        code.Do(Simd.AnyTrue).If(() =>
        {
            for (int half = 0; half < 2; half++) Correct(code, products[half], addends[half], sums[half]);
        });
        code.Get(sums[0]).Do(Simd.Demote).Get(sums[1]).Do(Simd.Demote).Shuffle(0, 1, 4, 5);
    }

    // the first or the last two floats of a parameter
    static void Doubles(WasmCode code, int parameter, int half)
    {
        if (half == 0) code.Get(parameter);
        else code.Get(parameter, parameter).Shuffle(2, 3, 2, 3);
        code.Do(Simd.Promote);
    }
}
