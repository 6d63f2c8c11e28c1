namespace Myelin.Tabular;

/// <summary>Makes a model of the networks that were trained: what it keeps of its training, and what held-out rows say about it.</summary>
sealed class ModelAssembly(TrainingDesign design, TrainingPlan plan, EnsembleRows rows)
{
    /// <param name="ensemble">those of its networks that the model does not take are freed</param>
    /// <param name="grace">ends calibration</param>
    /// <param name="cancellation">ends the reading of all rows for fingerprints</param>
    public TabularModel Of(EnsembleTraining ensemble, CancellationToken grace, CancellationToken cancellation)
    {
        int[] kept = DoneNetworks.Of(ensemble.Histories, plan.Kinds);
        foreach (Model<float>? unused in ensemble.Models.Where((_, i) => !kept.Contains(i))) unused?.Dispose();
        List<string> notes = [.. design.Notes.Select(note => note.WithoutSettings())];
        Fingerprints? prints = design.Options.Fingerprints ? PrintsOf(cancellation) : null;
        if (design.Options.Fingerprints && prints is null)
            notes.Add("the training was stopped, so the model keeps no fingerprints of its training rows");
        TabularModel model = Make([.. kept.Select(i => ensemble.Models[i]!)], [.. kept.Select(i => ensemble.Histories[i])], prints, notes);
        // what the model predicts is right then, and how sure it is not known
        if (rows.Folds[0].Test.Count > 0 && !IsJudged(model, kept, grace))
            notes.Add("the training was stopped, and there was no time to calibrate the model");
        return model;
    }

    TabularModel Make(Model<float>[] members, TrainingHistory[] histories, Fingerprints? prints, List<string> notes)
    {
        (Target target, Table source) = (design.Target, design.Source);
        var model = new TabularModel(members, design.Encoder, target, source.Schema.WithoutExamples(), source.Options)
        {
            Notes = notes,
            Dropped = design.Dropped,
            Recipe = design.Recipe,
            Plan = plan,
            Baseline = Baseline.Of(target, source, design.Weights),
            Fingerprints = prints,
            Histograms = [.. design.Encoder.Columns.Select(HistogramOf).OfType<ColumnHistogram>()],
            Bounds = design.Recipe is { Clip: true } && target.Classes is null ? source.Facts(target.Column).Bounds() : null,
            Histories = histories,
            Learning = [.. histories.Select(LearningHistory.Of)],
        };
        if (design.Options.Balanced) model.Restore(ModelCalibration.None with { Balanced = true });
        return model;
    }

    ColumnHistogram? HistogramOf(ColumnEncoder encoder) => encoder.Categories is null
        ? ColumnHistogram.OfNumbers(design.Source[encoder.Column])
        : ColumnHistogram.OfWords(design.Source[encoder.Column], encoder.Knows);

    bool IsJudged(TabularModel model, int[] kept, CancellationToken grace)
    {
        EnsembleRows own = rows with { Folds = [.. kept.Select(i => rows.Folds[i])] };
        return new HeldOut(model, design.Source, own, design.Options.Threshold, grace).HasJudged([.. kept.Select(i => i % plan.Kinds)]);
    }

    // null where it was cancelled: every row is read for them, and a model that is not saved yet can be lost
    Fingerprints? PrintsOf(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return null;
        string[] columns = [.. design.Encoder.Columns.Select(column => column.Column), design.Target.Column];
        IEnumerable<Table> parts = design.Stream is { IsWhole: false } stream ? stream.Blocks(columns.ToHashSet()) : [design.Source];
        try
        {
            return Fingerprints.Of(parts.Select(part => RowHashes.Of(part, columns, cancellation)));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
