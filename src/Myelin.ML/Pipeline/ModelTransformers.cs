using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using Myelin.Onnx;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>A trained model as transformers that ML.NET itself has.</summary>
sealed class ModelTransformers(MLContext context, LabelTask task, ViewModel trained)
{
    /// <summary>Training rows on which the export is compared with the model, besides made ones.</summary>
    const int MostRows = 256;

    readonly TabularModel _model = trained.Model;

    /// <summary>The transformers, from a view's columns to the answer's.</summary>
    /// <param name="preparation">what makes columns that are read</param>
    /// <param name="prepared">the training rows, with these columns</param>
    /// <exception cref="NotSupportedException">The export does not predict as the model does.</exception>
    public ITransformer Of(IReadOnlyList<ITransformer> preparation, IDataView prepared, IReadOnlyList<ViewColumn> features)
    {
        (byte[] file, _) = OnnxExtensions.Checked(_model, new(), trained.Rows.Thinned(MostRows));
        var graph = new Surgery(OnnxFile.Read(file, "the exported model"), features.Select(feature => feature.Name));
        IReadOnlyList<string> inputs = Inputs.Write(graph, features);
        graph.GoBehind();
        IReadOnlyList<string> outputs = task.Write(graph, _model, trained.Classes);
        using var bytes = new MemoryStream();
        OnnxWriter.Write(graph.Finish(), bytes);
        bytes.Position = 0;
        OnnxTransformer onnx = context.Transforms.ApplyOnnxModel([.. outputs], [.. inputs], bytes).Fit(prepared);
        IDataView answered = onnx.Transform(prepared);
        TransformerChain<ITransformer> answer = task.Columns(context, answered, _model, trained.Classes);
        string[] made = [.. features.Where(feature => feature.Name != feature.Source).Select(feature => feature.Name), .. outputs];
        ITransformer drop = context.Transforms.DropColumns(made).Fit(answer.Transform(answered));
        return new TransformerChain<ITransformer>([.. preparation, onnx, .. answer, drop]);
    }
}
