namespace Myelin.Export;

/// <summary>Types of values, by their bytes in the binary format.</summary>
enum WasmType : byte
{
    I32 = 0x7F,
    F32 = 0x7D,

    /// <summary>Four floats, two doubles or whole numbers side by side.</summary>
    V128 = 0x7B,
}
