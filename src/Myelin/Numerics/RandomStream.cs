using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

/// <summary>
/// Counter-based random numbers, Philox 4×32-10 (Salmon, Moraes, Dror, Shaw 2011). A stream is a function of (seed, purpose, a, b, c):
/// nothing is stored, so resuming a run is exact and streams can be read in any order and on any thread.
/// </summary>
public struct RandomStream
{
    readonly ulong _key;
    readonly uint _purpose, _b, _c;
    uint _counter;
    int _used;
    uint _x0, _x1, _x2, _x3;

    /// <param name="a">mixed into the key with the seed: an epoch or a step</param>
    /// <param name="b">a layer or a row</param>
    public RandomStream(ulong seed, RandomPurpose purpose, ulong a = 0, uint b = 0, uint c = 0)
    {
        _key = KeyOf(seed, a);
        (_purpose, _b, _c, _used) = ((uint)purpose, b, c, 4);
    }

    // drawn by the hundred thousand before anything else is done: compiled for good at once

    /// <summary>Uniform over all 32-bit numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public uint NextUInt32()
    {
        if (_used == 4)
        {
            (_x0, _x1, _x2, _x3) = Philox(_counter++, _purpose, _b, _c, _key);
            _used = 0;
        }
        return _used++ switch { 0 => _x0, 1 => _x1, 2 => _x2, _ => _x3 };
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble()
    {
        ulong high = NextUInt32() >> 5, low = NextUInt32() >> 6;
        return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
    }

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Normal with mean 0 and deviation 1: √(−2 ln(1 − u)) cos(2πv) (Box, Muller 1958).</summary>
    /// <remarks>
    /// Of every pair that the method gives the second is left, so that each number takes four words whatever came before.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Normal()
    {
        double radius = Math.Sqrt(-2 * Elementary.LogOnePlus(new Scalar<double>(-NextDouble())).Value);
        return radius * Elementary.Cos(new Scalar<double>(2 * Math.PI * NextDouble())).Value;
    }

    /// <summary>Normal with mean 0 and deviation 1, drawn again until it lies within ±bound, bound &gt; 0.</summary>
    public double TruncatedNormal(double bound)
    {
        while (true)
        {
            // within a narrow bound nearly every normal number would be drawn again: take a uniform one with probability e^(−x²/2)
            double x = bound > 1 ? Normal() : Uniform(-bound, bound);
            if (bound > 1 ? Math.Abs(x) <= bound : NextDouble() < Elementary.Exp(new Scalar<double>(-0.5 * x * x)).Value) return x;
        }
    }

    /// <summary>Uniform in 0 … count − 1, without bias (Lemire 2019).</summary>
    public int NextInt32(int count)
    {
        ulong product = (ulong)NextUInt32() * (uint)count;
        if ((uint)product < (uint)count)
        {
            uint threshold = (uint)(-count) % (uint)count;
            while ((uint)product < threshold) product = (ulong)NextUInt32() * (uint)count;
        }
        return (int)(product >> 32);
    }

    /// <summary>A random order (Fisher, Yates), in place.</summary>
    public void Shuffle<TItem>(Span<TItem> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The key must differ wherever (seed, a) differs: both are mixed through one Philox block.</summary>
    internal static ulong KeyOf(ulong seed, ulong a)
    {
        (uint k0, uint k1, _, _) = Philox((uint)a, (uint)(a >> 32), 0x4D79656C, 0x696E0001, seed);
        return k0 | (ulong)k1 << 32;
    }

    /// <summary>One block: ten rounds over a 128-bit counter and a 64-bit key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (uint, uint, uint, uint) Philox(uint c0, uint c1, uint c2, uint c3, ulong key)
    {
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53ul * c0, p1 = 0xCD9E8D57ul * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        return (c0, c1, c2, c3);
    }
}
