using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using Myelin.Onnx;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>A trained model as transformers that ML.NET itself has.</summary>
sealed class ModelTransformers(MLContext context, LabelTask task, TabularModel model, LabelClasses? classes)
{
    /// <summary>The transformers, from a view's columns to the answer's.</summary>
    /// <param name="preparation">what makes columns that are read</param>
    /// <param name="prepared">the training rows, with these columns</param>
    public ITransformer Of(IReadOnlyList<ITransformer> preparation, IDataView prepared, IReadOnlyList<ViewColumn> features)
    {
        var graph = new Surgery(OnnxExport.Of(model, new Myelin.Onnx.OnnxOptions()));
        IReadOnlyList<string> inputs = Inputs.Write(graph, features);
        graph.GoBehind();
        IReadOnlyList<string> outputs = task.Write(graph, model, classes);
        using var bytes = new MemoryStream();
        OnnxWriter.Write(graph.Finish(), bytes);
        bytes.Position = 0;
        OnnxTransformer onnx = context.Transforms.ApplyOnnxModel([.. outputs], [.. inputs], bytes).Fit(prepared);
        IDataView answered = onnx.Transform(prepared);
        TransformerChain<ITransformer> answer = task.Columns(context, answered, model, classes);
        string[] made = [.. features.Select(feature => feature.Name).Where(name => name.StartsWith(ViewColumn.Prefix, StringComparison.Ordinal)),
            .. outputs];
        ITransformer drop = context.Transforms.DropColumns(made).Fit(answer.Transform(answered));
        return new TransformerChain<ITransformer>([.. preparation, onnx, .. answer, drop]);
    }
}
