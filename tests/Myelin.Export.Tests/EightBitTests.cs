namespace Myelin.Export.Tests;

/// <summary>Weights in 8 bits: what is written computes what was measured, and too large a loss is refused.</summary>
public unsafe class EightBitTests
{
    [Fact]
    public void CComputesWhatWasMeasured()
    {
        var network = new Network(3, new Dense(70, new Tanh()), new MemberScale(2), new MemberDense(2, 9), new MemberHeads(2, 3));
        using Model<float> model = Networks.Of(network, 3);
        ForwardGraph graph = ForwardGraph.Of(network, model.Parameters, model.Link);
        using var compiled = new CompiledC("gcc", CompiledC.Files("small", new CProgram("small", null, [graph], eightBits: true)));
        var forward = (delegate* unmanaged<float*, float*, void>)compiled["small_forward"];
        var run = new ForwardRun(graph, ProductArithmetic.EightBits);
        float[] inputs = Networks.Rows(500, 5), found = new float[3];
        fixed (float* x = inputs, y = found)
            for (int row = 0; row < 500; row++)
            {
                forward(x + 3 * row, y);
                Assert.True(Bits.Same(run.Of(inputs.AsSpan(3 * row, 3)), found));
            }
    }

    [Fact]
    public void ALossBeyondTheBoundIsRefused()
    {
        TabularModel model = TrainedModels.Of("number");
        TabularProgram program = TabularProgram.Of(model);
        Table rows = MadeRows.Of(model, 200, 1);
        double loss = ProgramCheck.Of(program, rows, mostLoss: 10).EightBitLoss!.Value;
        Assert.InRange(loss, 1e-6, 0.1);
        var refused = Assert.Throws<EightBitLossException>(() => ProgramCheck.Of(program, rows, loss / 2));
        Assert.Contains("of their standard deviation", refused.Message, StringComparison.Ordinal);
        string folder = Directory.CreateTempSubdirectory("myelin-export").FullName;
        try
        {
            Assert.Throws<EightBitLossException>(() => SourceExport.C(model, Path.Combine(folder, "a.c"), rows, mostLoss: 0));
            Assert.Empty(Directory.GetFiles(folder));
            SourceExport.C(model, Path.Combine(folder, "a.c"), rows, mostLoss: 1);
            SourceExport.C(model, Path.Combine(folder, "b.c"), rows);
            Assert.True(new FileInfo(Path.Combine(folder, "a.c")).Length < new FileInfo(Path.Combine(folder, "b.c")).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
