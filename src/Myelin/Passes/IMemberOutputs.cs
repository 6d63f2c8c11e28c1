using System.Numerics;
using Myelin.Kernels;

namespace Myelin;

/// <summary>A pass whose output is the mean of several, each of which may have a loss and a link of its own.</summary>
internal interface IMemberOutputs<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether the loss writes each member's gradient; else each has its share of the mean's.</summary>
    bool LossByMember { get; set; }

    /// <summary>aᵢ [N × O] of each member.</summary>
    Panels<T>[] Members { get; }

    /// <summary>∂L/∂aᵢ [N × O] of each member.</summary>
    Panels<T>[] MemberGradients { get; }

    /// <summary>a = 1/k Σᵢ aᵢ for rows [first, last), as the members are now.</summary>
    void Average(int first, int last);
}
