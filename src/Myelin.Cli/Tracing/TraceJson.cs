using System.Text.Json;
using Myelin.Cli.Output;

namespace Myelin.Cli.Tracing;

/// <summary>A trace for programs: every number of it, to the last bit.</summary>
static class TraceJson
{
    public static void Write(Walk walk) => JsonOutput.Write(json =>
    {
        json.WriteString("network", walk.Lesson.Model.Network.ToString());
        json.WriteString("loss", Ell.NameOf(walk.Lesson.Loss));
        json.WriteNumber("learningRate", walk.Lesson.Optimizer.LearningRate);
        Scenes(json, "forward", Story.Forward(walk.First));
        Scenes(json, "lossFigures", [Story.Loss(walk)]);
        json.WriteFinite("lossBefore", walk.First.Loss);
        Scenes(json, "backward", Story.Backward(walk));
        Scenes(json, "update", [Story.Update(walk)]);
        json.WriteFinite("lossAfter", walk.Losses[1]);
        json.WriteStartArray("losses");
        foreach (double loss in walk.Losses) json.WriteFinite(loss);
        json.WriteEndArray();
        json.WriteMatrix("outputs", walk.Last.Layers[^1].Output);
        json.WriteStartObject("parameters");
        foreach (var block in Story.Blocks(walk)) json.WriteMatrix(block.Name, walk.AfterLast[block.Index]);
        json.WriteEndObject();
    });

    static void Scenes(Utf8JsonWriter json, string name, IEnumerable<Scene> scenes)
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
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
