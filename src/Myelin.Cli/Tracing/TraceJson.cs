using System.Text.Json;
using Myelin.Cli.Output;
using Myelin.Explain;

namespace Myelin.Cli.Tracing;

/// <summary>A trace for programs: every number of it, to the last bit.</summary>
static class TraceJson
{
    /// <param name="digits">of the worked lines; all other numbers have all of theirs</param>
    public static void Write(Walk walk, int digits) => JsonOutput.Write(json => Members(json, walk, digits));

    static void Members(Utf8JsonWriter json, Walk walk, int digits)
    {
        json.WriteString("network", walk.Lesson.Model.Network.ToString());
        json.WriteString("loss", LossText.NameOf(walk.Lesson.Loss));
        json.WriteNumber("learningRate", walk.Lesson.Optimizer.LearningRate);
        Scenes(json, digits, "forward", Story.Forward(walk));
        Scenes(json, digits, "lossFigures", [Story.Loss(walk)]);
        json.WriteFinite("lossBefore", walk.First.Loss);
        Scenes(json, digits, "backward", Story.Backward(walk));
        Scenes(json, digits, "update", [Story.Update(walk, walk.Steps[0])]);
        json.WriteFinite("lossAfter", walk.Losses[1]);
        json.WriteStartArray("losses");
        foreach (double loss in walk.Losses) json.WriteFinite(loss);
        json.WriteEndArray();
        json.WriteMatrix("outputs", walk.Last.Layers[^1].Output);
        json.WriteStartObject("parameters");
        foreach (var block in Story.Blocks(walk)) json.WriteMatrix(block.Name, walk.AfterLast[block.Index]);
        json.WriteEndObject();
        json.WriteStartArray("steps");
        foreach (StepTrace<double> step in walk.Steps)
        {
            json.WriteStartObject();
            json.WriteNumber("step", step.Number);
            json.WriteFinite("loss", step.Batch.Loss);
            foreach (Figure figure in Story.Update(walk, step).Figures)
            {
                json.WriteStartObject(figure.Symbol);
                json.WriteMatrix("value", figure.Value);
                Worked(json, figure.Worked, digits);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (walk.Measured is not null) json.WriteFinite("worstError", Story.WorstError(walk));
        if (walk.Lesson.Row is PredictedRow row) Row(json, row, digits);
    }

    static void Row(Utf8JsonWriter json, PredictedRow row, int digits)
    {
        json.WriteNumber("network", row.Network + 1);
        json.WriteStartArray("cells");
        foreach (EncodedCell cell in row.Cells)
        {
            json.WriteStartObject();
            json.WriteString("column", cell.Column);
            json.WriteString("cell", cell.Cell);
            json.WriteStartObject("inputs");
            foreach ((string input, _, double value) in cell.Inputs) json.WriteFinite(input, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("networks");
        foreach (NetworkSays says in row.Networks)
        {
            json.WriteStartObject();
            json.WriteFinite("weight", says.Weight);
            Numbers(json, "output", says.Output);
            Numbers(json, "counted", says.Counted);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("prediction");
        json.WriteFinite("temperature", row.Temperature);
        if (row.Threshold is { } threshold) json.WriteFinite("threshold", threshold);
        if (row.Prediction.Class is { } predicted) json.WriteString("class", predicted);
        json.WriteFinite("value", row.Prediction.Value);
        Numbers(json, "probabilities", [.. row.Prediction.Probabilities.Select(p => (double)p)]);
        json.WriteStartArray("text");
        foreach (string line in row.Text) json.WriteStringValue(line);
        json.WriteEndArray();
        Worked(json, [.. row.Worked()], digits);
        json.WriteEndObject();
    }

    static void Numbers(Utf8JsonWriter json, string name, double[] numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers) json.WriteFinite(number);
        json.WriteEndArray();
    }

    static void Scenes(Utf8JsonWriter json, int digits, string name, IEnumerable<Scene> scenes)
    {
        json.WriteStartArray(name);
        foreach (Scene scene in scenes)
        {
            json.WriteStartObject();
            json.WriteString("of", scene.Heading);
            foreach (Figure figure in scene.Figures)
            {
                json.WriteStartObject(figure.Symbol);
                if (figure.Formula.Length > 0) json.WriteString("formula", figure.Formula);
                json.WriteMatrix("value", figure.Value);
                if (figure.Numeric is { } numeric) json.WriteMatrix("numeric", numeric);
                Worked(json, figure.Worked, digits);
                Corners(json, figure.Corners);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void Worked(Utf8JsonWriter json, IReadOnlyList<WorkedLine> worked, int digits)
    {
        if (worked.Count == 0) return;
        json.WriteStartArray("worked");
        foreach (WorkedLine line in worked)
            foreach (string text in line.Lines(digits)) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>Places count from 0, as in the matrices beside them.</summary>
    public static void Corners(Utf8JsonWriter json, IReadOnlyList<Corner> corners)
    {
        if (corners.Count == 0) return;
        json.WriteStartArray("corners");
        foreach (Corner corner in corners)
        {
            json.WriteStartObject();
            json.WriteNumber("row", corner.Row);
            json.WriteNumber("column", corner.Column);
            json.WriteFinite("below", corner.Below);
            json.WriteFinite("above", corner.Above);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
