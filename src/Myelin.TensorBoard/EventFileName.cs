using System.Globalization;

namespace Myelin.TensorBoard;

/// <summary>
/// The names of events files, <c>events.out.tfevents.TIME.HOST.N</c>: TensorBoard reads the files of a folder whose names contain
/// <c>tfevents</c>, in the order of their names.
/// </summary>
/// <remarks>Source: tensorboard/data/server/logdir.rs and run.rs of TensorBoard 2.</remarks>
static class EventFileName
{
    const string Prefix = "events.out.tfevents.", Digits = "D10";

    /// <summary>
    /// A file that stands behind all others of the folder, also where the clock was set back or a run took less than a second.
    /// </summary>
    public static FileStream Create(string folder, DateTimeOffset now)
    {
        long time = Math.Max(now.ToUnixTimeSeconds(), Newest(folder) + 1);
        string start = $"{Prefix}{time.ToString(Digits, CultureInfo.InvariantCulture)}.{Host()}";
        for (int n = 0; ; n++)
        {
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{start}.{n}"));
            try
            {
                // readers may read, and move or remove it
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
            }
            catch (IOException) when (File.Exists(path))
            {
                // another process began in this very second
            }
        }
    }

    /// <summary>The events files of a folder, and of the folders in it.</summary>
    public static IEnumerable<string> All(string folder, bool recursive = false) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, $"*{Mark}*",
            new EnumerationOptions { RecurseSubdirectories = recursive, IgnoreInaccessible = true })
        : [];

    const string Mark = "tfevents";

    // the seconds of the newest; 0 where there is none
    static long Newest(string folder) => All(folder).Select(Path.GetFileName).Max(TimeOf) ?? 0;

    static long? TimeOf(string? name) =>
        name is not null && name.StartsWith(Prefix, StringComparison.Ordinal) &&
        long.TryParse(name[Prefix.Length..].Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long time) &&
        time is > 0 and < 9_999_999_999 ? time : null;

    static string Host()
    {
        string name = string.Concat(Environment.MachineName.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-' ? sign : '_'));
        return name.Length > 0 ? name : "localhost";
    }
}
