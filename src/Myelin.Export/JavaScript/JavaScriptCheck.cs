namespace Myelin.Export;

/// <summary>What was found when a module was compared with its model, before it was written.</summary>
/// <param name="Program">its operations, carried out in this process</param>
/// <param name="NodeRows">rows that the module itself predicted in node; null where there is no node, or sums are not the model's</param>
sealed record JavaScriptCheck(ExportCheck Program, int? NodeRows)
{
    /// <param name="rows">to compare on; null for made ones</param>
    /// <exception cref="NotSupportedException">A prediction is another.</exception>
    public static JavaScriptCheck Of(JavaScriptModule module, TabularModel model, Table? rows, ExportArithmetic arithmetic)
    {
        var compared = ComparedRows.Of(model, rows);
        ExportCheck program = ProgramCheck.OfRows(TabularProgram.Of(model), compared);
        return new(program, arithmetic == ExportArithmetic.Plain ? null : NodeRun.Compare(module, model, compared.Table));
    }

    /// <summary>The same of a network without a table.</summary>
    public static JavaScriptCheck Of(Model<float> network) =>
        new(ProgramCheck.Of(network, ForwardGraph.Of(network.Network, network.Parameters, network.Link)), null);
}
