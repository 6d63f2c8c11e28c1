using System.Numerics;
using Myelin.Kernels;

namespace Myelin.Tests.Kernels;

/// <summary>Rows go into panels and out of them as they are, whatever is left of a panel, and nothing else is written.</summary>
public class PanelsTests
{
    const int Before = 2, After = 3;

    public static TheoryData<int, int> Shapes =>
        [.. from width in (int[])[1, 2, 4, 8, 16] from columns in Enumerable.Range(1, 33) select (width, columns)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void RowsComeBack(int width, int columns)
    {
        // the widths of vectors, and of single numbers
        if (width != 2) Check<float>(width, columns);
        if (width != 16) Check<double>(width, columns);
    }

    static void Check<T>(int width, int columns) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int rows = 1; rows <= 9; rows++) Check<T>(width, columns, rows);
    }

    static unsafe void Check<T>(int width, int columns, int rows) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var arena = new Arena<T>();
        arena.Take(Before + rows + After, columns, width);
        arena.Allocate();
        Panels<T> panels = arena.Take(Before + rows + After, columns, width);
        arena.Values.Fill(T.NegativeOne);

        T[] source = [.. Enumerable.Range(0, 20 * columns).Select(i => T.CreateChecked(i))], back = new T[(rows + 1) * columns];
        int[] order = [.. Enumerable.Range(0, Before + rows).Select(n => n * 7 % 20)];
        fixed (T* numbers = source) panels.Gather(numbers, order, Before, Before + rows);

        int written = 0;
        for (int n = 0; n < Before + rows + After; n++)
            for (int i = 0; i < columns; i++)
            {
                bool isOne = n >= Before && n < Before + rows;
                Assert.Equal(isOne ? source[order[n] * columns + i] : T.NegativeOne, panels[n, i]);
                written += isOne ? 1 : 0;
            }
        Assert.Equal(arena.Values.Length - written, arena.Values.Count(T.NegativeOne));

        back.AsSpan().Fill(T.NegativeOne);
        panels.FromRow(Before).ReadRows(back.AsSpan(0, rows * columns));
        for (int n = 0; n < rows; n++) Assert.Equal(source.AsSpan(order[Before + n] * columns, columns), back.AsSpan(n * columns, columns));
        Assert.All(back[(rows * columns)..], number => Assert.Equal(T.NegativeOne, number));
    }
}
