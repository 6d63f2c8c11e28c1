using Myelin.Tabular;

namespace Myelin.Fuzz.Targets;

/// <summary>
/// Plans that a time limit chose, beside a training's states: one that is taken can be trained, and is written again to itself.
/// </summary>
public sealed class PlanTarget : Target
{
    static readonly TrainingPlan Wanted = new(5, 1, 256, 64) { Kinds = 2 };

    public override string Name => "plan";

    public override IReadOnlyList<string> Words =>
        ["\\\"folds\\\":", "\\\"repeats\\\":", "\\\"kinds\\\":2,", "\\\"epochs\\\":", "\\\"batch\\\":", "2147483647",
            "\"wanted\":\"", "\"plan\":\""];

    public override IEnumerable<byte[]> Seeds()
    {
        foreach (TrainingPlan chosen in new[] { Wanted, new TrainingPlan(1, 1, 3, 64), new TrainingPlan(0, 1, 100, 64) })
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory("myelin-fuzz-");
            PlanFile.Keep(new(folder.FullName), Wanted, chosen);
            yield return File.ReadAllBytes(folder.EnumerateFiles().Single().FullName);
            folder.Delete(recursive: true);
        }
    }

    public override byte[] Mend(byte[] input) => new ModelTarget().Mend(input);

    public override string Try(byte[] input)
    {
        string folder = Directory.CreateTempSubdirectory("myelin-fuzz-").FullName;
        File.WriteAllBytes(Path.Combine(folder, PlanFile.Name), input);
        var checkpoints = new Checkpoints(folder) { Resume = true, ResumeAnyway = input.Length % 2 == 0 };
        try
        {
            if (PlanFile.Of(checkpoints, Wanted) is not { } plan) return "another plan";
            Demand(plan.Members > 0 && plan.Epochs > 0 && plan.BatchSize > 0, $"{plan} cannot be trained.");
            PlanFile.Keep(checkpoints, Wanted, plan);
            Demand(PlanFile.Of(checkpoints, Wanted) == plan, $"{plan} is not read again.");
            return $"{plan.Folds > 1} {plan.Repeats > 1} {plan.Kinds}";
        }
        catch (InvalidFileException e)
        {
            return e.Problem;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
