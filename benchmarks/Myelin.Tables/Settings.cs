using System.Globalization;
using Myelin.Tabular;

namespace Myelin.Tables;

/// <summary>What the command line asks for.</summary>
public sealed record Settings
{
    public const string Usage =
        "Myelin.Tables [DATA] [--only NAME,…] [--seeds N] [--quality fast|default|best] [--recipe NAME] [--set KEY=VALUE,…] " +
        "[--threads N] [--rivals run|recorded] [--repository FOLDER]";

    /// <summary>The folder of the CSV files.</summary>
    public string Data { get; init; } = "../shared/data";

    /// <summary>Sets to run; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    public int Seeds { get; init; } = 3;

    public Quality? Quality { get; init; }

    public string? Recipe { get; init; }

    /// <summary>Settings of the recipe that are different, each as key=value.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    public int Threads { get; init; }

    /// <summary>Whether scikit-learn is run, if it is installed; else its recorded figures stand beside ours.</summary>
    public bool RunRivals { get; init; } = true;

    /// <summary>The repository's folder, whose benchmarks/results is written to.</summary>
    public string Repository { get; init; } = ".";

    /// <summary>What is not a default, in words.</summary>
    public string Chosen
    {
        get
        {
            string?[] chosen = [Quality is null ? null : $"quality {Quality.ToString()!.ToLowerInvariant()}",
                Recipe is null ? null : $"recipe {Recipe}", .. Set];
            return string.Join(", ", chosen.OfType<string>());
        }
    }

    /// <exception cref="ArgumentException">An argument is not known, or is not what it must be.</exception>
    public static Settings Of(IReadOnlyList<string> arguments)
    {
        var settings = new Settings();
        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i];
            if (!name.StartsWith("--", StringComparison.Ordinal))
            {
                settings = settings with { Data = name };
                continue;
            }
            if (++i == arguments.Count) throw new ArgumentException($"{name} needs a value. Usage: {Usage}");
            string value = arguments[i];
            settings = name switch
            {
                "--only" => settings with { Only = value.Split(',') },
                "--seeds" => settings with { Seeds = Count(name, value) },
                "--quality" when Enum.TryParse(value, ignoreCase: true, out Quality quality) => settings with { Quality = quality },
                "--set" => settings with { Set = value.Split(',') },
                "--recipe" => settings with { Recipe = value },
                "--threads" => settings with { Threads = Count(name, value) },
                "--repository" => settings with { Repository = value },
                "--rivals" when value is "run" or "recorded" => settings with { RunRivals = value == "run" },
                _ => throw new ArgumentException($"{name} {value} is not known. Usage: {Usage}"),
            };
        }
        return settings;
    }

    static int Count(string name, string value) => int.TryParse(value, CultureInfo.InvariantCulture, out int count) && count > 0
        ? count
        : throw new ArgumentException($"{name} needs a number from 1 on, and {value} was given.");
}
