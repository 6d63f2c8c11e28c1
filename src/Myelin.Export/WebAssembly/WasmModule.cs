using System.Text;

namespace Myelin.Export;

/// <summary>A WebAssembly module: imported functions, functions of its own, and a memory that is exported.</summary>
sealed class WasmModule
{
    const int PageBytes = 1 << 16;

    readonly List<string> _types = [];
    readonly List<byte[]> _typeBytes = [], _imports = [], _exports = [];
    readonly List<(int Type, WasmCode Code)> _functions = [];

    /// <summary>A function of JavaScript, in the module that is named env; all come before the first of the module's own.</summary>
    /// <returns>its number</returns>
    public int Import(string name, WasmType[] parameters, WasmType[] results)
    {
        _imports.Add([.. Name("env"), .. Name(name), 0, .. Of(TypeOf(parameters, results))]);
        return _imports.Count - 1;
    }

    /// <param name="body">is given the number of the function's code</param>
    /// <returns>its number</returns>
    public int Function(WasmType[] parameters, WasmType[] results, Action<WasmCode> body)
    {
        // functions that the body needs are there before it
        var code = new WasmCode(parameters.Length);
        body(code);
        _functions.Add((TypeOf(parameters, results), code));
        return _imports.Count + _functions.Count - 1;
    }

    public void Export(string name, int function) => _exports.Add([.. Name(name), 0, .. Of(function)]);

    /// <param name="memory">bytes that it needs</param>
    public byte[] ToBytes(long memory)
    {
        int pages = checked((int)((memory + PageBytes - 1) / PageBytes));
        byte[][] codes = [.. _functions.Select(function => function.Code.Body())];
        return
        [
            0, .. "asm"u8, 1, 0, 0, 0,
            .. Section(1, _typeBytes),
            .. Section(2, _imports),
            .. Section(3, [.. _functions.Select(function => Of(function.Type))]),
            .. Section(5, [[0, .. Of(pages)]]),
            .. Section(7, [.. _exports, [.. Name("memory"), 2, 0]]),
            .. Section(10, [.. codes.Select(code => (byte[])[.. Of(code.Length), .. code])]),
        ];
    }

    int TypeOf(WasmType[] parameters, WasmType[] results)
    {
        byte[] bytes = [0x60, .. Types(parameters), .. Types(results)];
        string key = Convert.ToHexString(bytes);
        if (_types.IndexOf(key) is >= 0 and int known) return known;
        _types.Add(key);
        _typeBytes.Add(bytes);
        return _types.Count - 1;
    }

    static byte[] Types(WasmType[] types) => [.. Of(types.Length), .. types.Select(type => (byte)type)];

    static byte[] Section(byte id, List<byte[]> entries)
    {
        byte[] content = [.. Of(entries.Count), .. entries.SelectMany(entry => entry)];
        return [id, .. Of(content.Length), .. content];
    }

    static byte[] Name(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return [.. Of(bytes.Length), .. bytes];
    }

    static byte[] Of(int number) => WasmCode.Unsigned([number]);
}
