using System.Globalization;

namespace Myelin.Comparison.Protocol;

/// <summary>
/// The contestant's side of the conversation, line by line: it introduces itself, and answers "check train b 32 50" and
/// "time predict c 1024 0.3" with "ok" and numbers, or with "no" and the reason.
/// </summary>
public abstract class Contestant
{
    readonly Dictionary<(string, string, int), Course> _courses = [];

    /// <summary>Name, version, and the instructions it runs on.</summary>
    public abstract string Description { get; }

    /// <exception cref="NotSupportedException">the contestant has no such thing</exception>
    public abstract Course Training(Problem problem, int batch);

    /// <exception cref="NotSupportedException">the contestant has no such thing</exception>
    public abstract Course Prediction(Problem problem, int batch);

    public void Serve(TextReader requests, TextWriter answers)
    {
        answers.WriteLine(Description);
        answers.Flush();
        while (requests.ReadLine() is { } request)
        {
            answers.WriteLine(Answer(request.Split(' ')));
            answers.Flush();
        }
    }

    string Answer(string[] words)
    {
        try
        {
            (string verb, string kind, string network) = (words[0], words[1], words[2]);
            int batch = int.Parse(words[3], CultureInfo.InvariantCulture);
            if (!_courses.TryGetValue((kind, network, batch), out Course? course))
            {
                Problem problem = Problem.Of(network);
                course = _courses[(kind, network, batch)] = kind == "train" ? Training(problem, batch) : Prediction(problem, batch);
            }
            return verb == "check"
                ? "ok " + string.Join(' ', course.Check(int.Parse(words[4], CultureInfo.InvariantCulture)).Select(Text))
                : "ok " + Text(course.Measure(double.Parse(words[4], CultureInfo.InvariantCulture)));
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException)
        {
            return "no " + exception.Message.ReplaceLineEndings(" ");
        }
    }

    static string Text<T>(T number) where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
}
