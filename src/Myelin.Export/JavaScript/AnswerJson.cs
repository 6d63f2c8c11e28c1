using System.Text.Json;
using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>How a model's answer follows from what its networks say, as JSON: see <see cref="TabularProgram"/>.</summary>
static class AnswerJson
{
    public static void Write(Utf8JsonWriter json, TabularProgram program, DoubleFormulas formulas)
    {
        TabularModel model = program.Model;
        json.WriteStartObject("answer");
        json.WriteDoubles("weights", model.Weights);
        json.WriteNumber("sum", model.Weights.Sum());
        if (model.Target.Classes is { } classes) WriteClasses(json, program, classes, formulas);
        else WriteNumbers(json, model, formulas);
        json.WriteEndObject();
    }

    static void WriteClasses(Utf8JsonWriter json, TabularProgram program, ClassNames classes, DoubleFormulas formulas)
    {
        json.WriteStrings("classes", classes.Names);
        json.WriteBoolean("softmax", program.Model.Model.Link is Softmax);
        Optional("memberTemperature", program.MemberTemperature);
        Optional("meanTemperature", program.MeanTemperature);
        Optional("threshold", program.Model.Calibration.Threshold);
        if (program.MemberTemperature is null && program.MeanTemperature is null) return;
        formulas.Named("exact_exp", Expression.Exp);
        formulas.Named("exact_log", Expression.Log);

        void Optional(string name, double? number)
        {
            if (number is { } there) json.WriteNumber(name, there);
            else json.WriteNull(name);
        }
    }

    static void WriteNumbers(Utf8JsonWriter json, TabularModel model, DoubleFormulas formulas)
    {
        formulas.Named("exact_inverse", model.Target.Scaling!.InverseFormula);
        if (model.Bounds is { } bounds) json.WriteDoubles("bounds", [bounds.Low, bounds.High]);
        if (model.Calibration.Intervals is not { } intervals) return;
        json.WriteStartObject("intervals");
        json.WriteNumber("rows", intervals.Rows);
        json.WriteFloats("scores", intervals.Scores);
        json.WriteDoubles("places", intervals.Places);
        json.WriteFloats("scales", intervals.Scales);
        json.WriteEndObject();
    }
}
