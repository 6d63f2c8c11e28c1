using System.Globalization;
using Myelin.Numerics;

namespace Myelin.Tabular.Tests.Tuning;

/// <summary>
/// A search on a known function: it finds the best, goes on as if it had not been stopped, and its journal bears everything.
/// </summary>
public sealed class SearchTests : IDisposable
{
    static readonly SearchSpace s_space = new(
        new Setting("rate", new NumberRange(0.001, 1, Logarithmic: true)), new Setting("kind", new Choice("a", "b", "c")),
        new Setting("count", new NumberRange(1, 40, Whole: true)));

    static readonly Dictionary<string, string> s_identity = new() { ["target"] = "y", ["seed"] = "3" };

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void ASearchThatIsTakenUpAgainIsTheSearchThatWasNotStopped()
    {
        IReadOnlyList<Trial> whole = Run("whole.jsonl", 30);
        foreach (int stop in new[] { 1, 4, 9, 17 }) Run("parts.jsonl", stop);
        // a program that is killed while it writes leaves half a line
        File.AppendAllText(_folder["parts.jsonl"], "{\"trial\":17,\"settings\":{\"ra");
        IReadOnlyList<Trial> parts = Run("parts.jsonl", 30);
        Assert.Equal(whole.Select(Text), parts.Select(Text));
        Assert.Equal(Lines("whole.jsonl"), Lines("parts.jsonl"));
        Assert.Equal(31, Lines("whole.jsonl").Length);
        Assert.Equal("the defaults", whole[0].ToString());
    }

    // the least loss is 0, at rate 0.03 and kind b; of random trials one in ten is below 0.12
    [Fact]
    public void ItComesCloseToTheBest()
    {
        IReadOnlyList<Trial> trials = Run("j.jsonl", 60);
        Trial best = trials.MinBy(trial => trial.Loss)!;
        Assert.Equal("b", best.Settings["kind"]);
        Assert.InRange(best.Loss, 0, 0.05);
        // later trials are better than the first, which are random
        Assert.True(trials.Skip(30).Average(trial => trial.Loss) < 0.7 * trials.Skip(1).Take(8).Average(trial => trial.Loss));
    }

    [Fact]
    public void EveryValueIsOfTheSpace()
    {
        foreach (Trial trial in Run("j.jsonl", 40).Skip(1))
        {
            Assert.InRange(double.Parse(trial.Settings["rate"], CultureInfo.InvariantCulture), 0.001, 1);
            Assert.Contains(trial.Settings["kind"], new[] { "a", "b", "c" });
            Assert.InRange(int.Parse(trial.Settings["count"], CultureInfo.InvariantCulture), 1, 40);
        }
    }

    [Fact]
    public void AJournalOfAnotherSearchIsRefused()
    {
        Run("j.jsonl", 2);
        string message = Assert.Throws<InvalidFileException>(
            () => Journal.Open(_folder["j.jsonl"], new Dictionary<string, string>(s_identity) { ["seed"] = "4" })).Message;
        Assert.EndsWith(
            "j.jsonl: is the journal of another search: seed was \"3\", and now is \"4\". " +
                "Search as before to go on, or name another file (Journal.Open)", message, StringComparison.Ordinal);
        File.WriteAllText(_folder["other.txt"], "x,y\n1,2\n");
        Assert.Throws<InvalidFileException>(() => Journal.Open(_folder["other.txt"], s_identity));
        File.WriteAllText(_folder["word.txt"], "precious");
        Assert.Throws<InvalidFileException>(() => Journal.Open(_folder["word.txt"], s_identity));
        Assert.Equal("precious", File.ReadAllText(_folder["word.txt"]));
    }

    [Fact]
    public void AJournalWithoutATrialIsBegunAnew()
    {
        var other = new Dictionary<string, string>(s_identity) { ["seed"] = "4" };
        Journal.Open(_folder["j.jsonl"], other).Dispose();
        Run("j.jsonl", 2);
        Assert.Contains("\"seed\":\"3\"", File.ReadAllLines(_folder["j.jsonl"])[0], StringComparison.Ordinal);
        Assert.Throws<InvalidFileException>(() => Journal.Open(_folder["j.jsonl"], other));
    }

    [Fact]
    public void AFailureIsATrialAndAStopIsNone()
    {
        using var source = new CancellationTokenSource();
        using Journal journal = Journal.Open(_folder["j.jsonl"], s_identity);
        int calls = 0;
        var search = new Search(s_space, journal, 3, (_, token) =>
        {
            if (++calls == 2) return [1, double.NaN];
            if (calls == 4) source.Cancel();
            token.ThrowIfCancellationRequested();
            return [1, 2];
        });
        IReadOnlyList<Trial> trials = search.Run(10, null, null, source.Token);
        Assert.Equal(3, trials.Count);
        Assert.Equal("a loss is not a finite number", trials[1].Failure);
        Assert.Equal(double.PositiveInfinity, trials[1].Loss);
    }

    [Fact]
    public void TimeEndsASearch()
    {
        using Journal journal = Journal.Open(_folder["j.jsonl"], s_identity);
        var search = new Search(s_space, journal, 3, (_, token) =>
        {
            token.WaitHandle.WaitOne(20);
            return [1];
        });
        Assert.InRange(search.Run(1_000_000, TimeSpan.FromMilliseconds(200), null, TestContext.Current.CancellationToken).Count, 1, 100);
    }

    // differences of 4 folds: 1, 3, 1, 3, mean 2, s² = 4/3; √((1/4 + 1/3) · 4/3) = √(7/9)
    [Fact]
    public void TheGainByHand()
    {
        SearchGain gain = SearchGain.Of([Trial(0, 5, 6, 7, 8), Trial(1, 4, 3, 6, 5), Trial(2, 9, 9, 9, 9)])!;
        Assert.Equal((1, 2.0), (gain.Best.Number, gain.Gain));
        Assert.Equal(Math.Sqrt(7 / 9.0), gain.Error, 1e-12);
        // the mean of the largest of 0 and two normal numbers is the largest of three values of which one is 0: (1 + √2)/(2√π) ≈ 0.681
        Assert.Equal(0.681 * (Math.Sqrt(1.0 / 3) + Math.Sqrt(5 / 3.0 / 4)) / 2, gain.Luck, 0.03);
        Assert.Null(SearchGain.Of([]));
    }

    [Fact]
    public void SettingsBecomeOptions()
    {
        Recipe recipe = Recipe.RealMlp(TabularTask.Classification);
        for (int trial = 0; trial < 50; trial++)
        {
            // every value of the space is one that the recipe takes
            var random = new RandomStream(7, RandomPurpose.Other, (ulong)trial);
            var settings = TabularSettings.Space.Settings.ToDictionary(setting => setting.Name,
                setting => setting.Values.At(random.NextDouble()));
            TabularOptions options = TabularSettings.Apply(new() { Set = ["batch=64"] }, settings);
            var found = RecipeKeys.Of(options.Set.Aggregate(recipe, RecipeKeys.Set)).ToDictionary();
            Assert.Equal("64", found["batch"]);
            foreach ((string name, string value) in settings) Assert.Equal(value, found[name]);
        }
        Assert.Equal("There is no setting hiden. Did you mean hidden?",
            Assert.Throws<FormatException>(() => TabularSettings.Apply(new(), new Dictionary<string, string> { ["hiden"] = "3" })).Message);
    }

    static Trial Trial(int number, params double[] losses) => new(number, new Dictionary<string, string>(), losses, null, 1);

    IReadOnlyList<Trial> Run(string file, int trials)
    {
        using Journal journal = Journal.Open(_folder[file], s_identity);
        return new Search(s_space, journal, 3, Measure).Run(trials, null, null, TestContext.Current.CancellationToken);
    }

    static IReadOnlyList<double> Measure(IReadOnlyDictionary<string, string> settings, CancellationToken cancellation)
    {
        if (settings.Count == 0) return [1, 1.1];
        double far = Math.Log(double.Parse(settings["rate"], CultureInfo.InvariantCulture) / 0.03) / Math.Log(1000);
        double loss = far * far * 4 +
            (settings["kind"] == "b" ? 0 : 0.2) + Math.Abs(int.Parse(settings["count"], CultureInfo.InvariantCulture) - 20) / 200.0;
        return [loss, loss + 0.01];
    }

    string[] Lines(string file) =>
        [.. File.ReadAllLines(_folder[file]).Select(line =>
            line.Contains("\"seconds\"", StringComparison.Ordinal) ? line[..line.IndexOf("\"seconds\"", StringComparison.Ordinal)] : line)];

    static string Text(Trial trial) =>
        $"{trial.Number} {trial} {string.Join(' ', trial.Losses.Select(loss => loss.ToString("R", CultureInfo.InvariantCulture)))}";

    public void Dispose() => _folder.Dispose();
}
