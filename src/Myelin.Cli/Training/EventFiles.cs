using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Tabular;
using Myelin.TensorBoard;

namespace Myelin.Cli.Training;

/// <summary>
/// The events of a training: its settings and scores are a run in the folder, and each network of several and each fold is a run in a
/// folder of it. Where they cannot be written, the training goes on without them.
/// </summary>
/// <param name="warn">is told once, on any thread</param>
sealed class EventFiles(string folder, Action<Exception> warn) : IDisposable
{
    const string All = "";

    readonly Lock _gate = new();
    readonly Dictionary<string, TensorBoardWriter> _writers = [];
    bool _failed;

    public string Folder => folder;

    /// <summary>The options of a training whose networks are written.</summary>
    /// <param name="fold">from 1; null for the training of the model</param>
    public TabularOptions Watched(TabularOptions options, int? fold = null)
    {
        string run = fold is { } number ? string.Create(CultureInfo.InvariantCulture, $"fold-{number}") : All;
        return options with { Begins = network => Listen(run, network) };
    }

    /// <summary>Writes what decides the training.</summary>
    public void Settings(DataSource data, TabularTraining training, ulong seed)
    {
        var settings = new List<KeyValuePair<string, object>>
        {
            new("data", data.Name),
            new("target", training.Target.Column),
            new("task", training.Target.Task.ToString().ToLowerInvariant()),
            new("training rows", training.TrainingRows),
            new("validation rows", training.ValidationRows),
            new("networks", training.PlanInTime().Members),
            new("epochs", training.Epochs),
            new("batch size", training.BatchSize),
            new("network", ModelFile.Short(training.Network)),
            new("parameters", training.Network.ParameterCount),
            new("loss", LossNames.Describe(training.Loss)),
            new("optimizer", OptimizerNames.Format(training.Optimizer)),
            // beyond 2⁵³ no double holds it
            new("seed", seed <= 1UL << 53 ? (double)seed : seed.ToString(CultureInfo.InvariantCulture)),
        };
        if (training.Recipe is { } recipe)
        {
            settings.Add(new("recipe", recipe.Name));
            settings.AddRange(RecipeKeys.Of(recipe).Where(one => one.Key is not ("batch" or "epochs"))
                .Select(one => KeyValuePair.Create($"recipe: {one.Key}", Typed(one.Value))));
        }
        Writer(All)?.Settings(settings);
    }

    /// <summary>Writes the scores of a fold.</summary>
    public void Scores(FoldScores fold)
    {
        foreach (Score score in fold.Scores) Writer(All)?.Scalar($"cross-validation/{score.Name}", fold.Fold, score.Value);
    }

    /// <summary>Writes the scores of the model.</summary>
    public void Scores(TabularModel model, Findings findings)
    {
        long step = model.Histories.Max(history => history.Epochs is [.., var last] ? last.Steps : 0);
        foreach (Score score in findings.Evaluation.Scores()) Writer(All)?.Scalar($"{findings.Of}/{score.Name}", step, score.Value);
    }

    public void Dispose()
    {
        foreach (TensorBoardWriter writer in _writers.Values) writer.Dispose();
    }

    void Listen(string run, NetworkTraining network)
    {
        if (network.Members > 1) run = Path.Combine(run, string.Create(CultureInfo.InvariantCulture, $"network-{network.Member}"));
        if (Writer(run) is not { } writer) return;
        writer.Listen(network.Trainer, epoch => network.Score(epoch) is { } score ? (score.Name, score.Value) : null);
        if (run == All) return;
        network.Trainer.Events += (_, happened) =>
        {
            if (happened is TrainingEvent.Ended) Close(run);
        };
    }

    // folds and networks may be hundreds; one that begins anew has another file
    void Close(string run)
    {
        lock (_gate)
            if (_writers.Remove(run, out TensorBoardWriter? writer)) writer.Dispose();
    }

    TensorBoardWriter? Writer(string run)
    {
        // networks begin on several threads
        lock (_gate)
        {
            if (_failed) return null;
            if (_writers.TryGetValue(run, out TensorBoardWriter? there)) return there;
            try
            {
                var writer = new TensorBoardWriter(Path.Combine(folder, run), Fail);
                _writers.Add(run, writer);
                return writer;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Fail(e);
                return null;
            }
        }
    }

    // the disk of one run is that of all
    void Fail(Exception error)
    {
        if (!Interlocked.Exchange(ref _failed, true)) warn(error);
    }

    // what compares runs sorts numbers
    static object Typed(string value) => bool.TryParse(value, out bool flag) ? flag
        : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : value;
}
