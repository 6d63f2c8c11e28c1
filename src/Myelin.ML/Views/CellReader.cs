using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>Reads a column of a data view, row after row, into columns of a table.</summary>
abstract class CellReader
{
    /// <summary>Takes the cells of the cursor's row.</summary>
    public abstract void Read();

    /// <summary>All that was read.</summary>
    public abstract IEnumerable<Column> Columns();

    /// <exception cref="ArgumentException">The column's cells are of a type that is not read.</exception>
    public static CellReader Of(DataViewRow row, ViewColumn column)
    {
        DataViewSchema.Column source = row.Schema[column.Name];
        return column.Kind switch
        {
            CellKind.Number => new NumberReader(column.Slots, Numbers(row, source)),
            CellKind.Span => new NumberReader(column.Slots, Numbers(row, source)) { Unit = TimeSpan.TicksPerSecond },
            CellKind.Truth => new TruthReader(column.Slots, Slots<bool>(row, source)),
            CellKind.Date => new DateReader(column.Slots, Slots<long>(row, source)),
            CellKind.Place => new WordReader(column.Slots, Places(column, Slots<float>(row, source))),
            _ => new WordReader(column.Slots, Slots<ReadOnlyMemory<char>>(row, source)),
        };
    }

    /// <summary>Numbers of any type as double; the array is the same for each row.</summary>
    public static Func<double[]> Numbers(DataViewRow row, DataViewSchema.Column column)
    {
        Type raw = column.Type.ItemOf().RawType;
        return raw == typeof(float) ? Numbers<float>(row, column)
            : raw == typeof(double) ? Numbers<double>(row, column)
            : raw == typeof(sbyte) ? Numbers<sbyte>(row, column)
            : raw == typeof(byte) ? Numbers<byte>(row, column)
            : raw == typeof(short) ? Numbers<short>(row, column)
            : raw == typeof(ushort) ? Numbers<ushort>(row, column)
            : raw == typeof(int) ? Numbers<int>(row, column)
            : raw == typeof(uint) ? Numbers<uint>(row, column)
            : raw == typeof(long) ? Numbers<long>(row, column)
            : raw == typeof(ulong) ? Numbers<ulong>(row, column)
            : throw new ArgumentException($"Column {column.Name} is {column.Type}; expected numbers.");
    }

    static Func<double[]> Numbers<T>(DataViewRow row, DataViewSchema.Column column) where T : IConvertible
    {
        Func<T[]> slots = Slots<T>(row, column);
        double[] numbers = [];
        return () =>
        {
            T[] cells = slots();
            if (numbers.Length != cells.Length) numbers = new double[cells.Length];
            for (int i = 0; i < cells.Length; i++) numbers[i] = cells[i].ToDouble(CultureInfo.InvariantCulture);
            return numbers;
        };
    }

    /// <summary>The slots of a vector, or the one cell; the array is the same for each row.</summary>
    public static Func<T[]> Slots<T>(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType vector)
        {
            ValueGetter<T> get = row.GetGetter<T>(column);
            var cell = new T[1];
            return () =>
            {
                get(ref cell[0]);
                return cell;
            };
        }
        ValueGetter<VBuffer<T>> slots = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> buffer = default;
        var cells = new T[vector.Size];
        return () =>
        {
            slots(ref buffer);
            buffer.CopyTo(cells);
            return cells;
        };
    }

    static Func<ReadOnlyMemory<char>[]> Places(ViewColumn column, Func<float[]> slots)
    {
        var cell = new ReadOnlyMemory<char>[1];
        return () =>
        {
            int place = Array.IndexOf(slots(), 1f);
            cell[0] = place < 0 ? default : column.Words[place].AsMemory();
            return cell;
        };
    }
}
