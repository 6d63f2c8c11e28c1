using System.Buffers.Binary;

namespace Myelin.Export;

/// <summary>The instructions of one function, in the order in which they are written.</summary>
/// <remarks>WebAssembly Core Specification 2.0, chapter 5, "Binary Format".</remarks>
sealed class WasmCode
{
    const byte NoResult = 0x40;

    readonly List<byte> _bytes = [];
    readonly List<WasmType> _locals = [];
    readonly int _parameters;

    public WasmCode(int parameters) => _parameters = parameters;

    /// <summary>A new variable of the function, by its number.</summary>
    public int Local(WasmType type)
    {
        _locals.Add(type);
        return _parameters + _locals.Count - 1;
    }

    public WasmCode Do(params ReadOnlySpan<Wasm> instructions)
    {
        foreach (Wasm instruction in instructions) _bytes.Add((byte)instruction);
        return this;
    }

    public WasmCode Do(params ReadOnlySpan<Simd> instructions)
    {
        foreach (Simd instruction in instructions)
        {
            _bytes.Add((byte)Wasm.SimdPrefix);
            Unsigned((uint)instruction);
        }
        return this;
    }

    public WasmCode Get(int local) => Do(Wasm.Get).Unsigned((uint)local);

    public WasmCode Get(params ReadOnlySpan<int> locals)
    {
        foreach (int local in locals) Get(local);
        return this;
    }

    public WasmCode Set(int local) => Do(Wasm.Set).Unsigned((uint)local);

    public WasmCode Tee(int local) => Do(Wasm.Tee).Unsigned((uint)local);

    public WasmCode Call(int function) => Do(Wasm.Call).Unsigned((uint)function);

    public WasmCode Number(int number) => Do(Wasm.I32Const).Signed(number);

    /// <summary>local += number</summary>
    public WasmCode Add(int local, int number) => Get(local).Number(number).Do(Wasm.I32Add).Set(local);

    /// <summary>A load or store of single floats.</summary>
    public WasmCode Memory(Wasm instruction, int offset = 0) => Do(instruction).Unsigned(2).Unsigned((uint)offset);

    /// <summary>A load or store of vectors; they may stand anywhere.</summary>
    public WasmCode Memory(Simd instruction, int offset = 0) => Do(instruction).Unsigned(2).Unsigned((uint)offset);

    public WasmCode Extract(int lane)
    {
        Do(Simd.F32Extract);
        _bytes.Add((byte)lane);
        return this;
    }

    /// <summary>Floats of two vectors: 0 to 3 are the first's, 4 to 7 the second's.</summary>
    public WasmCode Shuffle(params ReadOnlySpan<int> floats)
    {
        Do(Simd.Shuffle);
        foreach (int from in floats)
            for (int part = 0; part < 4; part++) _bytes.Add((byte)(4 * from + part));
        return this;
    }

    /// <summary>A float in all four places.</summary>
    public WasmCode Constant(float number) => Constant(BitConverter.SingleToUInt32Bits(number));

    public WasmCode Constant(uint bits) => Constant(((ulong)bits << 32) | bits);

    public WasmCode Constant(ulong bits)
    {
        Do(Simd.Const);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, bits);
        for (int half = 0; half < 2; half++) _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Copies bytes: to, from and how many are on the stack.</summary>
    public WasmCode Copy()
    {
        Do(Wasm.MemoryPrefix);
        _bytes.AddRange([10, 0, 0]);
        return this;
    }

    /// <summary>A float as the nearest whole number below its size, 0 for NaN.</summary>
    public WasmCode Truncate()
    {
        Do(Wasm.MemoryPrefix);
        _bytes.Add(0);
        return this;
    }

    public WasmCode If(Action then)
    {
        Do(Wasm.If);
        _bytes.Add(NoResult);
        then();
        return Do(Wasm.End);
    }

    /// <summary>As long as the condition, which is left on the stack, is not 0.</summary>
    public WasmCode While(Action condition, Action body)
    {
        Open(Wasm.Block);
        Open(Wasm.Loop);
        condition();
        Do(Wasm.If);
        _bytes.Add(NoResult);
        body();
        Do(Wasm.Branch).Unsigned(1);
        return Do(Wasm.End, Wasm.End, Wasm.End);
    }

    /// <summary>So often as the local says, once at least; it is 0 then.</summary>
    public WasmCode Repeat(int count, Action body)
    {
        Open(Wasm.Loop);
        body();
        Get(count).Number(1).Do(Wasm.I32Subtract).Tee(count).Do(Wasm.BranchIf).Unsigned(0);
        return Do(Wasm.End);
    }

    /// <summary>Its variables and instructions, as the code section has them.</summary>
    public byte[] Body()
    {
        var body = new WasmCode(0);
        body.Unsigned((uint)_locals.Count);
        foreach (WasmType type in _locals) body.Unsigned(1)._bytes.Add((byte)type);
        return [.. body._bytes, .. _bytes, (byte)Wasm.End];
    }

    public static byte[] Unsigned(IEnumerable<int> numbers)
    {
        var code = new WasmCode(0);
        foreach (int number in numbers) code.Unsigned((uint)number);
        return [.. code._bytes];
    }

    void Open(Wasm structure)
    {
        Do(structure);
        _bytes.Add(NoResult);
    }

    // LEB128: seven bits in a byte, the lowest first
    WasmCode Unsigned(uint number)
    {
        for (; number >= 0x80; number >>= 7) _bytes.Add((byte)(number | 0x80));
        _bytes.Add((byte)number);
        return this;
    }

    WasmCode Signed(int number)
    {
        while (number is < -64 or > 63)
        {
            _bytes.Add((byte)(number & 0x7F | 0x80));
            number >>= 7;
        }
        _bytes.Add((byte)(number & 0x7F));
        return this;
    }
}
