namespace Myelin.Native;

/// <summary>
/// The models that callers hold, by numbers that look like pointers. A number is never given twice: one that was freed, or is none, is
/// noticed.
/// </summary>
static class Handles
{
    const int PlaceBits = 20, Most = 1 << PlaceBits;

    static readonly Lock s_gate = new();
    static volatile Entry?[] s_entries = new Entry?[16];
    static long s_serial;

    public static nint Add(ModelHandle model)
    {
        lock (s_gate)
        {
            int place = Array.IndexOf(s_entries, null);
            if (place < 0)
            {
                place = s_entries.Length;
                if (place == Most) throw new ArgumentException($"{Most} models are loaded, and more are not possible. Free some.");
                Entry?[] more = new Entry?[2 * place];
                s_entries.CopyTo(more, 0);
                s_entries = more;
            }
            nint number = (nint)(++s_serial << PlaceBits | (uint)place);
            Volatile.Write(ref s_entries[place], new(number, model));
            return number;
        }
    }

    /// <exception cref="ObjectDisposedException">It was freed, or is none.</exception>
    public static ModelHandle Find(nint number)
    {
        Entry?[] entries = s_entries;
        int place = (int)(number & (Most - 1));
        return place < entries.Length && Volatile.Read(ref entries[place]) is { } entry && entry.Number == number
            ? entry.Model
            : throw new ObjectDisposedException("model");
    }

    /// <inheritdoc cref="Find" path="/exception"/>
    public static ModelHandle Remove(nint number)
    {
        lock (s_gate)
        {
            ModelHandle model = Find(number);
            Volatile.Write(ref s_entries[(int)(number & (Most - 1))], null);
            return model;
        }
    }

    sealed record Entry(nint Number, ModelHandle Model);
}
