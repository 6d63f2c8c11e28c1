#:package Microsoft.ML.OnnxRuntime
#:project ../Myelin.Comparison/Myelin.Comparison.csproj
#:property PublishAot=false
#:property ConcurrentGarbageCollection=false

// Built by compare.sh alone, and no project of the solution: its package is large.
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Myelin.Comparison.Onnx;
using Myelin.Comparison.Protocol;

new OnnxRuntimeContestant(args[0], int.Parse(args[1], CultureInfo.InvariantCulture)).Serve(Console.In, Console.Out);

/// <summary>ONNX Runtime on values that are allocated once, with every optimization of the graph.</summary>
sealed class OnnxRuntimeContestant(string folder, int threads) : Contestant
{
    public override string Description =>
        $"ONNX Runtime {typeof(InferenceSession).Assembly.GetName().Version!.ToString(3)}, its own kernels, chosen by the processor";

    public override Course Training(Problem problem, int batch) => throw new NotSupportedException("its package for .NET predicts only");

    public override Course Prediction(Problem problem, int batch)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        var session = new InferenceSession(OnnxModel.Of(problem, problem.ReadWeights(folder)), options);
        var run = new RunOptions();
        float[] rows = problem.ReadInputs(folder), input = new float[batch * problem.Inputs], output = new float[batch * problem.Outputs];
        OrtValue[] inputs = [OrtValue.CreateTensorValueFromMemory(input, [batch, problem.Inputs])];
        OrtValue[] outputs = [OrtValue.CreateTensorValueFromMemory(output, [batch, problem.Outputs])];
        string[] inputNames = ["x"], outputNames = ["y"];
        int batches = problem.Rows / batch;
        return new(batch, turns =>
        {
            for (int turn = 0; turn < turns; turn++) Predict(turn % batches);
        }, _ =>
        {
            Predict(0);
            return output[^problem.Outputs..];
        });

        void Predict(int which)
        {
            rows.AsSpan(which * input.Length, input.Length).CopyTo(input);
            session.Run(run, inputNames, inputs, outputNames, outputs);
        }
    }
}
