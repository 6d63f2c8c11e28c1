using System.Numerics;
using Myelin.Kernels;

namespace Myelin;

/// <summary>
/// The members' matrices, whose columns stand side by side in one: as views of it where they begin with a panel, else copied in and out.
/// </summary>
internal readonly struct MemberColumns<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Panels<T> _all;
    readonly Panels<T>[] _members;
    readonly int _columns;
    readonly bool _copies;

    public MemberColumns(Panels<T> all, int members, LayerBinder<T> binder)
    {
        (_all, _columns, _members) = (all, all.Columns / members, new Panels<T>[members]);
        _copies = _columns % Math.Max(1, all.Width) != 0;
        if (all.IsEmpty) return;
        for (int i = 0; i < members; i++) _members[i] = _copies ? binder.Matrix(_columns) : all.Part(i * _columns, _columns);
    }

    public Panels<T> this[int member] => _members[member];

    /// <summary>From the one matrix to the member's.</summary>
    public void Take(int member, int first, int last)
    {
        if (_copies) ColumnRange.Copy(_all, member * _columns, _members[member], 0, _columns, first, last);
    }

    /// <summary>From the member's to the one matrix.</summary>
    public void Give(int member, int first, int last)
    {
        if (_copies) ColumnRange.Copy(_members[member], 0, _all, member * _columns, _columns, first, last);
    }
}
