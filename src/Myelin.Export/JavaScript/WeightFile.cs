using System.Globalization;

namespace Myelin.Export;

/// <summary>The parameters of a model's networks as a safetensors file, and what tells whether a tensor is still the same.</summary>
/// <param name="Checksums">CRC-32 of each tensor's bytes</param>
sealed record WeightFile(byte[] Bytes, IReadOnlyDictionary<string, (int Elements, uint Checksum)> Checksums)
{
    public static WeightFile Of(IReadOnlyList<ForwardGraph> members)
    {
        var tensors = new List<NamedTensor>();
        var checksums = new Dictionary<string, (int, uint)>();
        for (int i = 0; i < members.Count; i++)
            foreach (Weights weights in members[i].Parameters)
            {
                string name = Prefix(i, members.Count) + weights.Name;
                tensors.Add(NamedTensor.Of<float>(name, [weights.Rows, weights.Columns], weights.Values));
                checksums.Add(name, (weights.Values.Length, Crc32(weights.Values)));
            }
        using var bytes = new MemoryStream();
        Safetensors.Write(bytes, tensors, [new("myelin.export", "javascript")]);
        return new(bytes.ToArray(), checksums);
    }

    /// <summary>What stands before the names of a network's tensors.</summary>
    public static string Prefix(int member, int members) =>
        members == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"members.{member}.");

    // ISO 3309, the lowest bit first
    static uint Crc32(float[] numbers)
    {
        Span<uint> table = stackalloc uint[256];
        for (uint n = 0; n < table.Length; n++)
        {
            uint sum = n;
            for (int bit = 0; bit < 8; bit++) sum = (sum & 1) != 0 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
            table[(int)n] = sum;
        }
        uint all = uint.MaxValue;
        foreach (float number in numbers)
        {
            uint bits = BitConverter.SingleToUInt32Bits(number);
            for (int shift = 0; shift < 32; shift += 8) all = table[(int)((all ^ (bits >> shift)) & 255)] ^ (all >> 8);
        }
        return ~all;
    }
}
