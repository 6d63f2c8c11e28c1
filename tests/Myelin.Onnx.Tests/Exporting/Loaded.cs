using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime;
using Myelin.Onnx.Tests.Evaluation;
using Myelin.Tabular;

namespace Myelin.Onnx.Tests.Exporting;

/// <summary>An exported file in Microsoft's ONNX Runtime; a warning of it is a failure.</summary>
static class Loaded
{
    static readonly ConcurrentQueue<(string Log, string Text)> s_said = new();

    // the environment is one for the process; what it says would otherwise go to standard error
    [ModuleInitializer]
    internal static void Listen()
    {
        var options = new EnvironmentCreationOptions
        {
            logId = "myelin",
            logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING,
            loggingFunction = (_, _, _, log, _, message) => s_said.Enqueue((log, message)),
        };
        OrtEnv.CreateInstanceWithOptions(ref options);
    }

    public static IReadOnlyDictionary<string, OnnxTensor> Run(byte[] file, IReadOnlyDictionary<string, OnnxTensor> inputs)
    {
        string log = Guid.NewGuid().ToString("N");
        var outputs = Runtime.Run(file, inputs, new() { LogId = log, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING });
        Assert.DoesNotContain(s_said, one => one.Log.Contains(log, StringComparison.Ordinal));
        return outputs;
    }

    /// <summary>How far the file is from the model on rows of a table.</summary>
    public static OnnxParity Compare(TabularModel model, byte[] file, Table rows, OnnxOptions options)
    {
        var comparison = new ParityCheck(rows.Name);
        comparison.Add(model, rows, Run(file, options.Encoded ? CellFeed.Encoded(model, rows) : CellFeed.Of(model, rows)),
            options.Coverage);
        return comparison.Demand();
    }
}
