using System.Text;
using Myelin.Numerics;

namespace Myelin.Fuzz;

/// <summary>
/// Makes new inputs of old ones: bytes flipped, pieces cut out, doubled, moved, taken from other inputs, words and numbers put in.
/// </summary>
public sealed class Mutator(IReadOnlyList<string> words, int longest)
{
    static readonly byte[] Telling = [0, 1, 9, 10, 13, 32, 34, 39, 40, 41, 44, 45, 46, 48, 57, 58, 59, 91, 92, 93, 123, 125, 127, 128,
        194, 239, 240, 254, 255];

    static readonly string[] Numbers =
    [
        "0", "-1", "1", "2147483647", "2147483648", "4294967296", "9223372036854775807", "18446744073709551616", "16777216",
        "16777217", "1e400", "-1e400",
        "1e30", "1e-400", "5e-324", "NaN", "Infinity", "null", "1.5", "0x10", "1e5", "00", "-0",
    ];

    public byte[] Mutate(IReadOnlyList<byte[]> pool, ref RandomStream random)
    {
        var bytes = new List<byte>(pool[random.NextInt32(pool.Count)]);
        // mostly one or two changes: what is broken in many places is refused for the first
        int changes = 1 + (random.NextInt32(2) == 0 ? 0 : random.NextInt32(6));
        for (int i = 0; i < changes; i++) Change(bytes, pool, ref random);
        if (bytes.Count > longest) bytes.RemoveRange(longest, bytes.Count - longest);
        return [.. bytes];
    }

    void Change(List<byte> bytes, IReadOnlyList<byte[]> pool, ref RandomStream random)
    {
        int at = random.NextInt32(bytes.Count + 1), left = bytes.Count - at;
        int length = left == 0 ? 0 : 1 + random.NextInt32(Math.Min(left, random.NextInt32(4) == 0 ? 256 : 8));
        switch (random.NextInt32(12))
        {
            case 0 when left > 0: bytes[at] ^= (byte)(1 << random.NextInt32(8)); break;
            case 1 when left > 0: bytes[at] = Telling[random.NextInt32(Telling.Length)]; break;
            case 2 when left > 0: bytes[at] = (byte)random.NextInt32(256); break;
            case 3: bytes.Insert(at, Telling[random.NextInt32(Telling.Length)]); break;
            case 4: bytes.RemoveRange(at, length); break;
            case 5 when random.NextInt32(8) == 0: bytes.RemoveRange(at, left); break;
            case 6: bytes.InsertRange(random.NextInt32(bytes.Count + 1), bytes.GetRange(at, length)); break;
            case 7: Repeat(bytes, at, length, ref random); break;
            case 8: Splice(bytes, pool[random.NextInt32(pool.Count)], ref random); break;
            case 9: Number(bytes, at, ref random); break;
            default:
                if (words.Count > 0) bytes.InsertRange(at, Encoding.UTF8.GetBytes(words[random.NextInt32(words.Count)]));
                break;
        }
    }

    // deep nesting and long runs are made of few bytes
    void Repeat(List<byte> bytes, int at, int length, ref RandomStream random)
    {
        if (length == 0) return;
        byte[] piece = [.. bytes.GetRange(at, length)];
        int times = random.NextInt32(6) == 0 ? 2000 : 8;
        for (int i = random.NextInt32(times); i > 0 && bytes.Count < longest; i--) bytes.InsertRange(at, piece);
    }

    static void Splice(List<byte> bytes, byte[] other, ref RandomStream random)
    {
        if (other.Length == 0) return;
        int from = random.NextInt32(other.Length), count = 1 + random.NextInt32(Math.Min(other.Length - from, 64));
        int at = random.NextInt32(bytes.Count + 1);
        if (random.NextInt32(2) == 0) bytes.RemoveRange(at, Math.Min(count, bytes.Count - at));
        bytes.InsertRange(at, other[from..(from + count)]);
    }

    // in place of the next number
    static void Number(List<byte> bytes, int at, ref RandomStream random)
    {
        int first = bytes.FindIndex(at, b => char.IsAsciiDigit((char)b));
        if (first < 0) return;
        int last = first;
        while (last < bytes.Count && (char.IsAsciiLetterOrDigit((char)bytes[last]) || bytes[last] is (byte)'.' or (byte)'-')) last++;
        bytes.RemoveRange(first, last - first);
        bytes.InsertRange(first, Encoding.ASCII.GetBytes(Numbers[random.NextInt32(Numbers.Length)]));
    }
}
