using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

// pointers stay in this folder: what formulas are written over is beside them, in Numerics

/// <summary>A lane of elements of type <typeparamref name="T"/> that can be read from memory and written to it.</summary>
internal unsafe interface ILane<TSelf, T> : ILane<TSelf>
    where TSelf : struct, ILane<TSelf, T>
    where T : unmanaged
{
    /// <summary>How many numbers stand side by side; a panel is this wide.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of a product's register tile, two panels wide: as many as the machine's registers hold.</summary>
    static abstract int TileRows { get; }

    /// <summary>Rows of a weight gradient's register tile, two panels wide.</summary>
    static abstract int GradientRows { get; }

    static abstract TSelf Load(T* source);
    static abstract void Store(TSelf x, T* destination);
    static abstract TSelf Broadcast(T value);
}

public readonly unsafe partial struct Scalar<T> : ILane<Scalar<T>, T>
{
    static int ILane<Scalar<T>, T>.Count => 1;
    static int ILane<Scalar<T>, T>.TileRows => 6;
    static int ILane<Scalar<T>, T>.GradientRows => 6;

    [MethodImpl(Inline)]
    static Scalar<T> ILane<Scalar<T>, T>.Load(T* source) => new(*source);

    [MethodImpl(Inline)]
    static void ILane<Scalar<T>, T>.Store(Scalar<T> x, T* destination) => *destination = x.Value;

    [MethodImpl(Inline)]
    static Scalar<T> ILane<Scalar<T>, T>.Broadcast(T value) => new(value);
}
