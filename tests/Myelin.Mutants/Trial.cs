namespace Myelin.Mutants;

/// <summary>Mutants before the tests, one after another, in a process that is begun anew where one of them spoils it.</summary>
sealed class Trial(string folder, int count)
{
    public const string NoAnswer = "no answer";

    // the tests that can tell a formula from a wrong one by numbers of their own: none that compares the digests of trained weights
    static readonly string[] s_namespaces =
    [
        "Myelin.Tests.Formulas", "Myelin.Tests.Optimizers", "Myelin.Tests.Golden", "Myelin.Tests.Names", "Myelin.Tests.Onnx",
    ];

    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    WorkerProcess? _worker;

    /// <summary>The test that finds a mutant, or that there was no answer; null if it survives.</summary>
    public string? Finder(Mutant mutant)
    {
        _worker ??= Begin();
        _worker.Ask(mutant.Id);
        string? answer = _worker.Answer(Limit);
        if (answer is null) End();
        return answer is null ? NoAnswer : answer.Length == 0 ? null : answer;
    }

    public string? FinderFromTheBeginning(Mutant mutant)
    {
        using WorkerProcess worker = Start(mutant.Id);
        string? answer = worker.Answer(4 * Limit);
        return answer is null ? NoAnswer : answer.Length == 0 ? null : answer;
    }

    /// <summary>Without a mutant all tests must still pass: no mutant left anything behind.</summary>
    public void Finish()
    {
        if (_worker is null) return;
        _worker.Ask(-1);
        string? answer = _worker.Answer(4 * Limit);
        End();
        if (answer != "") throw new InvalidOperationException($"After the mutants the tests fail without any: {answer}");
    }

    WorkerProcess Start(int chosen) => new([folder, $"{chosen}", $"{count}", .. s_namespaces]);

    WorkerProcess Begin()
    {
        WorkerProcess worker = Start(-1);
        string? answer = worker.Answer(10 * Limit);
        if (answer is null || answer.StartsWith("fails", StringComparison.Ordinal))
        {
            worker.Dispose();
            throw new InvalidOperationException(answer ?? "The tests do not end.");
        }
        Console.WriteLine(answer);
        return worker;
    }

    void End()
    {
        _worker?.Dispose();
        _worker = null;
    }
}
