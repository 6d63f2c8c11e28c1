using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>
/// 40-bit hashes of a model's training rows, by which rows are recognized that it was trained on. All distinct ones up to 8,192 (40 kB); of
/// more, the smallest: a fixed part of all rows whatever their order (Bar-Yossef et al. 2002, algorithm 2).
/// </summary>
/// <remarks>No cell can be read back from them. Whoever has a row, though, can try whether it was trained on.</remarks>
public sealed class Fingerprints
{
    const int Most = 8192, Bits = 40, Bytes = Bits / 8;

    const ulong All = 1UL << Bits;

    /// <summary>Ascending and distinct, all below <see cref="_limit"/>.</summary>
    readonly ulong[] _kept;

    /// <summary>Hashes from here on were not kept.</summary>
    readonly ulong _limit;

    Fingerprints(int rows, ulong[] kept, ulong limit) => (Rows, _kept, _limit) = (rows, kept, limit);

    /// <summary>Training rows.</summary>
    public int Rows { get; }

    /// <summary>Distinct training rows; about, where not all are kept.</summary>
    public double Distinct => _kept.Length * ((double)All / _limit);

    /// <param name="parts">the training rows' hashes, part after part</param>
    internal static Fingerprints Of(IEnumerable<ulong[]> parts)
    {
        var (kept, limit, rows) = (new SortedSet<ulong>(), All, 0);
        foreach (ulong[] part in parts)
            foreach (ulong hash in part)
            {
                rows++;
                ulong print = hash >> (64 - Bits);
                if (print >= limit || !kept.Add(print) || kept.Count <= Most) continue;
                limit = kept.Max;
                kept.Remove(limit);
            }
        return new(rows, [.. kept], limit);
    }

    /// <summary>How many of these rows are among the training rows.</summary>
    internal SeenRows Count(ulong[] hashes)
    {
        int compared = 0, equal = 0;
        foreach (ulong hash in hashes)
        {
            ulong print = hash >> (64 - Bits);
            if (print >= _limit) continue;
            compared++;
            if (Array.BinarySearch(_kept, print) >= 0) equal++;
        }
        return new()
        {
            Rows = hashes.Length,
            Compared = compared,
            Equal = equal,
            Repetition = Rows / Math.Max(1, Distinct),
            TrainingRows = Rows,
        };
    }

    internal void Write(Utf8JsonWriter json)
    {
        var bytes = new byte[_kept.Length * Bytes];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)(_kept[i / Bytes] >> (8 * (i % Bytes)));
        json.WriteStartObject();
        json.WriteNumber("rows", Rows);
        json.WriteNumber("limit", _limit);
        json.WriteBase64String("hashes", bytes);
        json.WriteEndObject();
    }

    internal static Fingerprints Read(StrictJson json)
    {
        json.OnlyKeys("rows", "limit", "hashes");
        double limit = json["limit"].Number();
        if (!(limit is >= 1 and <= All && limit == Math.Truncate(limit)))
            throw json["limit"].Invalid($"must be a whole number from 1 to {All}");
        string text = json["hashes"].Text();
        byte[] bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out int length) || length % Bytes != 0 || length / Bytes > Most)
            throw json["hashes"].Invalid($"must be at most {Most} numbers of {Bytes} bytes as Base64");
        var kept = new ulong[length / Bytes];
        for (int i = 0; i < length; i++) kept[i / Bytes] |= (ulong)bytes[i] << (8 * (i % Bytes));
        for (int i = 0; i < kept.Length; i++)
            if (kept[i] >= limit || i > 0 && kept[i] <= kept[i - 1]) throw json["hashes"].Invalid("must ascend, and be below the limit");
        return new(json["rows"].Integer(0, int.MaxValue), kept, (ulong)limit);
    }
}
