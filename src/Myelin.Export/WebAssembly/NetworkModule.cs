namespace Myelin.Export;

/// <summary>
/// The networks of a model as one WebAssembly module. Its function predict computes all of them from the row of floats at
/// <see cref="Input"/>, and writes their outputs one after the other to <see cref="Output"/>. The weights are not in it: they are
/// written to its memory first, as <see cref="Weights"/> says.
/// </summary>
sealed record NetworkModule(byte[] Bytes, int Input, int Output, long Memory, IReadOnlyList<WeightPlace> Weights)
{
    /// <exception cref="NotSupportedException">A formula cannot be written as WebAssembly.</exception>
    public static NetworkModule Of(IReadOnlyList<ForwardGraph> members, WasmArithmetic arithmetic)
    {
        // where the weights begin is known when the rows have their places
        (_, int end) = Of(members, arithmetic, 0);
        return Of(members, arithmetic, end).Module;
    }

    static (NetworkModule Module, int EndOfRows) Of(IReadOnlyList<ForwardGraph> members, WasmArithmetic arithmetic, int weights)
    {
        const int partialSums = 16;
        (var module, var memory) = (new WasmModule(), new MemoryPlan(weights));
        int partials = memory.Row(partialSums), input = memory.Row(members[0].Input.Width), width = members[0].Output.Width,
            output = memory.Row(width * members.Count);
        var functions = new NetworkFunctions(module, arithmetic, partials);
        var networks = new int[members.Count];
        for (int i = 0; i < networks.Length; i++)
        {
            string prefix = WeightFile.Prefix(i, members.Count);
            int to = output + i * width * sizeof(float);
            ForwardGraph graph = members[i];
            long mark = memory.Mark();
            networks[i] = module.Function([], [], code => new NetworkCode(functions, memory, code, prefix, graph, input).Write(to));
            memory.Release(mark);
        }
        module.Export("fused", functions.Trial);
        module.Export("predict", module.Function([], [], code =>
        {
            foreach (int network in networks) code.Call(network);
        }));
        return (new(module.ToBytes(memory.End), input, output, memory.End, memory.Places), memory.EndOfRows);
    }
}
