using Myelin.Cli.Tracing;

namespace Myelin.Cli.Lessons;

/// <summary>What is traced.</summary>
/// <param name="Source">where it is from, for the heading</param>
/// <param name="Row">where it is a row of a table: what becomes of it</param>
sealed record LessonSample(Model<double> Model, ILoss Loss, Samples<double> Samples, string Source, PredictedRow? Row);
