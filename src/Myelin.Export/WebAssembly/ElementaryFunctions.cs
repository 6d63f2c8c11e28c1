using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>Elementary functions of four floats, each once, from the same formulas that .NET runs.</summary>
/// <remarks>Sine and cosine of the huge are JavaScript's: they are rare, and need integers of 128 bits.</remarks>
sealed class ElementaryFunctions
{
    /// <summary>Up to here sine and cosine do without.</summary>
    const float Huge = 1 << 16;

    readonly WasmModule _module;
    readonly Dictionary<Operation, int> _functions = [];

    public ElementaryFunctions(WasmModule module, WasmArithmetic arithmetic)
    {
        _module = module;
        int sine = module.Import("sin_of_huge", [WasmType.F32], [WasmType.F32]),
            cosine = module.Import("cos_of_huge", [WasmType.F32], [WasmType.F32]);
        Fused = new(module, arithmetic);
        _functions[Operation.MultiplyAdd] = Fused.MultiplyAdd;
        _functions[Operation.SinOfHuge] = OneByOne(sine);
        _functions[Operation.CosOfHuge] = OneByOne(cosine);
    }

    public FusedArithmetic Fused { get; }

    /// <summary>The function's number; null where the operation is none.</summary>
    public int? Of(Operation operation)
    {
        if (_functions.TryGetValue(operation, out int known)) return known;
        if (FormulaSource.Definition(operation) is not { } definition) return null;
        return _functions[operation] = _module.Function([.. definition.Letters.Select(_ => WasmType.V128)], [WasmType.V128], code =>
        {
            var formulas = new FormulaCode(code, this);
            formulas.Give(definition.Formula.Node, definition.Letters.Index().ToDictionary(letter => letter.Item, letter => letter.Index));
            code.Get(formulas.Place(definition.Formula.Node));
        });
    }

    // where none is huge, nobody looks at the results
    int OneByOne(int imported) => _module.Function([WasmType.V128], [WasmType.V128], code =>
    {
        code.Constant(Huge).Get(0).Do(Simd.F32Abs, Simd.F32Less, Simd.AnyTrue).If(() =>
        {
            for (int lane = 0; lane < 4; lane++) code.Get(0).Extract(lane).Call(imported).Do(Simd.F32Splat);
            code.Set(0);
            for (int lane = 2; lane >= 0; lane--)
            {
                // the places behind this one are filled
                int rest = code.Local(WasmType.V128);
                code.Set(rest).Get(rest, 0);
                code.Shuffle(lane == 0 ? [0, 5, 6, 7] : lane == 1 ? [0, 1, 6, 7] : [0, 1, 2, 7]).Set(0);
            }
        });
        code.Get(0);
    });
}
