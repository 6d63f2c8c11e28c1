namespace Myelin.Tabular;

/// <summary>All that is decided about a tabular model before its networks are trained.</summary>
sealed class TrainingDesign
{
    /// <summary>
    /// More columns of numbers than this are not embedded: the first layer would have as many weights for each as the embedding has
    /// numbers.
    /// </summary>
    const int MostEmbedded = 10_000;

    /// <summary>Numbers of an encoder of your own that a note names.</summary>
    const int MostNamed = 5;

    readonly List<Advice> _notes;

    /// <param name="table">rows to learn from; of a stream, those that are in memory</param>
    /// <param name="stream">null where all rows are in memory</param>
    public TrainingDesign(Table table, string target, TabularOptions options, StreamedRows? stream)
    {
        (Options, Stream, Source) = (options, stream, options.DropMissingTarget && stream is null ? table.WhereKnown(target) : table);
        if (stream is not null) StreamCheck.Refuse(options);
        Target found = Target.Of(Source, target, options.Task, options.ClassOrder, options.Loss);
        var features = FeatureChoice.Of(Source, target, options);
        Weights = features.Weights;
        _notes = [.. ClassCheck.Of(Source, found, features.Dropped)];
        NoteDropped(table.Rows - Source.Rows, table.Rows, target);
        if (stream is not null) NoteDropped(stream.Dropped, stream.Dropped + stream.Rows, target);
        _notes.AddRange(ColumnChoice.Notes(Source, features.Used));
        int numbers = features.Used.Count(name => Source[name].Type is ColumnType.Number or ColumnType.Date);
        Recipe = RecipeChoice.Of(options, found, numbers);
        Loss = RecipeChoice.Loss(options, Recipe, found);
        if (options.Balanced) Loss = RareClasses.Balanced(Loss, found, Source, Weights);
        CheckStream(found);
        if (options.Threshold is { } metric) RareClasses.CheckThreshold(found, metric);

        Plan = TablePlan.Of(options, Recipe, Source, stream, numbers, _notes);
        Folds = FoldsOf(found, Plan);
        // one network's encoders are fitted to the rows that it learns from; those of several to all
        Table fitted = Plan.Folds == 1 ? Source.Take([.. Folds[0].Training]) : Source;
        string[] seen = [.. features.Used.Where(name => fitted[name].Example is not null)];
        IEnumerable<string> unseen = features.Used.Except(seen);
        Dropped = [.. features.Dropped, .. unseen.Select(name => new DroppedColumn(name, "missing in every training row"))];
        // of the validation rows, and of those of a stream that are not in memory, too
        Encoder = TableEncoder.Fit(fitted, seen, RecipeChoice.Encoding(options, Recipe), options.Encoders)
            .Ranged(name => Source.Facts(name).Bounds());
        Recipe = Embeddable(Recipe);
        NoteOddities(found, fitted, seen);
        Target = TargetForm.Scaled(found, Loss, found.Classes is null ? found.Numbers(fitted) : []);
        Networks = NetworkChoice.Of(Recipe, options.Hidden, Encoder, Target, Loss);
        Memory = MemoryEstimate.Of(this, Plan.Together(options.Threads));
        MemoryEstimate.RefuseAbsurd(Memory, this);
        Memory = Math.Max(Memory, MemoryEstimate.OfJudging(this));
    }

    public TabularOptions Options { get; }

    public StreamedRows? Stream { get; }

    /// <summary>The rows that have a target; of a stream, those that are in memory.</summary>
    public Table Source { get; }

    public Target Target { get; }

    /// <summary>What each row counts; null for all alike.</summary>
    public double[]? Weights { get; }

    public TableEncoder Encoder { get; }

    public IReadOnlyList<DroppedColumn> Dropped { get; }

    /// <summary>What is odd about the table, in sentences.</summary>
    public IReadOnlyList<Advice> Notes => _notes;

    /// <summary>null for a network of your own.</summary>
    public Recipe? Recipe { get; }

    public ILoss Loss { get; }

    /// <summary>What is trained where time is not limited.</summary>
    public TrainingPlan Plan { get; }

    public Fold[] Folds { get; }

    /// <summary>Of each kind one.</summary>
    public IReadOnlyList<Network> Networks { get; }

    /// <summary>Bytes that training takes, about.</summary>
    public double Memory { get; }

    public Fold[] FoldsOf(Target target, TrainingPlan plan) => new FoldChoice(Options, Recipe is null).Of(Source, target, plan);

    void NoteDropped(int dropped, int rows, string target)
    {
        if (dropped > 0)
            _notes.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{dropped:N0} of {rows:N0} rows are left out, as {target} is missing"));
    }

    // the targets of all rows, not only of those in memory
    void CheckStream(Target found)
    {
        if (Stream is not { IsWhole: false } rows || Options.Loss is null) return;
        for (int block = 0; block < rows.Stream.Blocks; block++)
            TargetForm.Check(found, rows.Stream.Block(block, new HashSet<string> { found.Column }), Loss);
    }

    static Advice Chosen(ColumnEncoder encoder)
    {
        string more = encoder.Outputs.Count > MostNamed ? ", …" : "";
        return $"{encoder.Column} is encoded by {encoder.Kind.Name}, as chosen: {string.Join(", ", encoder.Outputs.Take(MostNamed))}{more}";
    }

    Recipe? Embeddable(Recipe? recipe)
    {
        if (recipe is not { Embedding: not NumberEmbedding.None } || Encoder.Layout.Numbers <= MostEmbedded
            || Options.Set.Any(setting => setting.StartsWith("embedding=", StringComparison.Ordinal))) return recipe;
        _notes.Add($"{Encoder.Layout.Numbers} columns of numbers are too many to embed each: the network takes them as they are");
        return recipe with { Embedding = NumberEmbedding.None };
    }

    void NoteOddities(Target target, Table fitted, string[] seen)
    {
        IEnumerable<string?> indices = Source.ReadingNotes.Where(note => note.IsIndex).Select(note => note.Column);
        _notes.AddRange(Source.Notes);
        if (Options is { GroupBy: null, TimeBy: null })
            _notes.AddRange(Copies.Notes(Source, target.Column, FeatureChoice.Excluded(Options)));
        _notes.AddRange(Hints.Of(Source, target, Options, Loss, Stream is not null));
        _notes.AddRange(Encoder.Notes(fitted));
        _notes.AddRange(Encoder.Columns.Where(column => Options.Encoders.ContainsKey(column.Column)).Select(Chosen));
        _notes.AddRange(LeakCheck.Of(fitted, target, seen));
        _notes.AddRange(CodeCheck.Of(fitted, target, seen.Except(indices.OfType<string>()).Except(Options.Encoders.Keys)));
        _notes.AddRange(WordCheck.Of(Source, target, seen));
    }
}
