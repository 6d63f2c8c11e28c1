using System.Text.Json;

namespace Myelin.Onnx.Tests.Evaluation;

/// <summary>
/// The cases of ONNX's backend suite, where they are beside the repository: each right, or refused with a reason that names the operator.
/// </summary>
public class BackendTests
{
    /// <summary>What a trained network does not need for predicting.</summary>
    static readonly string[] s_refused =
        ["NegativeLogLikelihoodLoss", "SoftmaxCrossEntropyLoss", "Adam", "Momentum", "Gradient", "InstanceNormalization",
            "Dropout", "BatchNormalization"];

    [Fact]
    public void EachIsRightOrRefusedByName()
    {
        string? folder = Repository.Beside("shared/oracle/onnx/onnx_cases");
        Assert.SkipUnless(folder is not null, "the cases of the ONNX backend suite are not here");
        (List<string> wrong, List<string> refused, int right) = ([], [], 0);
        foreach (string path in Directory.GetFiles(folder, "*.json").Order())
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            string name = Path.GetFileNameWithoutExtension(path);
            try
            {
                double worst = new CaseFile(document.RootElement).Worst();
                if (worst <= 1) right++;
                else wrong.Add($"{name}: {worst} of the allowed error");
            }
            catch (NotSupportedException e) when (Array.Exists(s_refused, one => e.Message.Contains(one, StringComparison.Ordinal)))
            {
                refused.Add($"{name}: {e.Message}");
            }
            catch (Exception e)
            {
                wrong.Add($"{name}: {e.Message}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(right >= 275 && refused.Count <= 25, $"{right} right, {refused.Count} refused:\n{string.Join('\n', refused)}");
    }
}
