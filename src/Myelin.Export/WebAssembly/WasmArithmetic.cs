namespace Myelin.Export;

/// <summary>How a module computes x·y + z of floats.</summary>
enum WasmArithmetic
{
    /// <summary>Rounded once, by instructions that every engine with vectors has.</summary>
    Emulated,

    /// <summary>By an instruction that rounds once where the processor can, and twice elsewhere: to be tried before it is used.</summary>
    Relaxed,

    /// <summary>Products of networks are rounded before they are added; formulas as if emulated.</summary>
    Plain,
}
