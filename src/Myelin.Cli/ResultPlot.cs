using Myelin.Metrics;
using Myelin.Tabular;
using ScottPlot;

namespace Myelin.Cli;

/// <summary>The learning curve, and beside it the confusion matrix or predicted against actual.</summary>
static class ResultPlot
{
    public static void Draw(string path, TabularModel model, Table? test, Evaluation? result)
    {
        var figure = new Multiplot();
        figure.AddPlots(result is null ? 1 : 2);
        figure.Layout = new ScottPlot.MultiplotLayouts.Columns();
        Curve(figure.GetPlot(0), model.History!);
        if (result?.Classification is { } report) Confusion(figure.GetPlot(1), report);
        else if (result is not null) Scatter(figure.GetPlot(1), model, test!);
        (int width, int height) = (result is null ? 640 : 1200, 480);
        if (!Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase))
        {
            figure.SavePng(path, width, height);
            return;
        }
        using FileStream file = File.Create(path);
        using SkiaSharp.SKCanvas canvas = SkiaSharp.SKSvgCanvas.Create(new SkiaSharp.SKRect(0, 0, width, height), file);
        figure.Render(canvas, new PixelRect(0, width, height, 0));
    }

    static void Curve(Plot plot, TrainingHistory history)
    {
        double[] epochs = [.. history.Epochs.Select(p => (double)p.Epoch)];
        var training = plot.Add.ScatterLine(epochs, [.. history.Epochs.Select(p => p.TrainingLoss)]);
        training.LegendText = "training";
        if (history.Epochs[0].ValidationLoss is not null)
        {
            var validation = plot.Add.ScatterLine(epochs, [.. history.Epochs.Select(p => p.ValidationLoss!.Value)]);
            validation.LegendText = "validation";
        }
        var best = plot.Add.VerticalLine(history.BestEpoch, 1, Colors.Gray, LinePattern.Dashed);
        best.LegendText = $"best: epoch {history.BestEpoch}";
        plot.Title("Learning curve");
        plot.XLabel("epoch");
        plot.YLabel("loss");
        plot.ShowLegend(Alignment.UpperRight);
    }

    static void Confusion(Plot plot, ClassificationReport report)
    {
        // rectangles rather than a heat map, which an SVG holds as an image that viewers blur; the first class stands on top
        int classes = report.Names.Count;
        double most = Enumerable.Range(0, classes).Max(t => Enumerable.Range(0, classes).Max(p => (double)report.Confusion[t, p]));
        for (int t = 0; t < classes; t++)
            for (int p = 0; p < classes; p++)
            {
                (double share, int y) = (report.Confusion[t, p] / Math.Max(1, most), classes - 1 - t);
                var cell = plot.Add.Rectangle(p - 0.5, p + 0.5, y - 0.5, y + 0.5);
                (cell.FillColor, cell.LineColor) = (Colors.White.MixedWith(Color.FromHex("#0b4f9c"), share), Colors.White);
                if (classes > 20) continue;
                var label = plot.Add.Text($"{report.Confusion[t, p]}", p, y);
                (label.LabelAlignment, label.LabelFontColor) = (Alignment.MiddleCenter, share > 0.5 ? Colors.White : Colors.Black);
            }
        plot.Axes.SetLimits(-0.5, classes - 0.5, -0.5, classes - 0.5);
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, classes).Select(k => (double)k)], [.. report.Names]);
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, classes).Select(k => (double)k)], [.. report.Names.Reverse()]);
        plot.Title($"Confusion matrix of {report.Rows} unseen rows");
        plot.XLabel("predicted");
        plot.YLabel("true");
        plot.HideGrid();
    }

    static void Scatter(Plot plot, TabularModel model, Table test)
    {
        double[] actual = model.Target.Numbers(test), predicted = [.. model.Predict(test).Select(prediction => prediction.Value)];
        var points = plot.Add.Markers(actual, predicted, MarkerShape.FilledCircle, 4);
        points.Color = points.Color.WithAlpha(.5);
        (double low, double high) = (actual.Concat(predicted).Min(), actual.Concat(predicted).Max());
        plot.Add.Line(low, low, high, high).LinePattern = LinePattern.Dashed;
        plot.Title($"Predicted against actual, {test.Rows} unseen rows");
        plot.XLabel($"actual {model.Target.Column}");
        plot.YLabel("predicted");
    }
}
