using Microsoft.ML.Data;

namespace Myelin.ML.Tests;

/// <summary>A row with a column of each type that a data view has.</summary>
sealed class Visit
{
    public float Age { get; set; }
    public string Sex { get; set; } = "";
    public bool Member { get; set; }
    [VectorType(3)]
    public float[] Vector { get; set; } = [];
    [VectorType(2)]
    public string[] Words { get; set; } = [];
    public DateTime When { get; set; }
    public DateTimeOffset Zoned { get; set; }
    public TimeSpan Wait { get; set; }
    public sbyte Int8 { get; set; }
    public byte UInt8 { get; set; }
    public short Int16 { get; set; }
    public ushort UInt16 { get; set; }
    public int Int32 { get; set; }
    public uint UInt32 { get; set; }
    public long Int64 { get; set; }
    public ulong UInt64 { get; set; }
    public double Double { get; set; }
    [KeyType(4)]
    public uint Place { get; set; }
    public int Zip { get; set; }
    public string City { get; set; } = "";
    public float Weight { get; set; }
    public bool Yes { get; set; }
    public float Amount { get; set; }
    public string Kind { get; set; } = "";

    /// <summary>Rows whose targets follow from a few of their columns; some cells are missing.</summary>
    public static Visit[] Some(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => One(random))];
    }

    static Visit One(Random random)
    {
        var visit = new Visit
        {
            Age = random.Next(10) == 0 ? float.NaN : random.Next(18, 90),
            Sex = random.Next(10) == 0 ? "" : random.Next(2) == 0 ? "f" : "m",
            Member = random.Next(3) == 0,
            Vector = [random.NextSingle(), random.NextSingle(), random.NextSingle()],
            Words = [random.Next(2) == 0 ? "a" : "b", random.Next(3) == 0 ? "c" : "d"],
            When = random.Next(10) == 0 ? default : new DateTime(1960, 1, 1).AddMinutes(random.Next(40_000_000)),
            Zoned = new DateTimeOffset(new DateTime(2020, 1, 1).AddHours(random.Next(20_000)), TimeSpan.FromHours(3)),
            Wait = TimeSpan.FromMilliseconds(random.Next(1_000_000)),
            Int8 = (sbyte)random.Next(-100, 100),
            UInt8 = (byte)random.Next(200),
            Int16 = (short)random.Next(-1000, 1000),
            UInt16 = (ushort)random.Next(60_000),
            Int32 = random.Next(-1000, 1000),
            UInt32 = (uint)random.Next(1000),
            Int64 = random.NextInt64(-1_000_000_000_000, 1_000_000_000_000),
            UInt64 = (ulong)random.Next(1000),
            Double = random.NextDouble(),
            Place = (uint)random.Next(0, 5),
            Zip = 10_000 + random.Next(5),
            City = random.Next(12) is var city && city == 0 ? "" : $"city{city}",
            Weight = random.Next(1, 4),
        };
        double amount = (float.IsNaN(visit.Age) ? 40 : visit.Age) / 40 + (visit.Sex == "m" ? 1 : 0) + (visit.Member ? 1 : 0) +
            visit.Vector[0] + (visit.City == "city3" ? 2 : 0) + (visit.Place == 2 ? 1 : 0) + (visit.Zip == 10_001 ? 1 : 0);
        (visit.Amount, visit.Yes, visit.Kind) = (100 * (float)amount, amount > 3, amount < 2.5 ? "low" : amount < 4 ? "mid" : "high");
        return visit;
    }
}
