using System.Numerics;
using Myelin.Activations;
using Myelin.Kernels;
using Myelin.Losses;
using Myelin.Optimizers;

namespace Myelin.Engine;

abstract class ActivationPass<T> where T : unmanaged;

abstract class LossPass<T> where T : unmanaged;

abstract class UpdatePass<T> where T : unmanaged;

abstract class LayerPass<T> where T : unmanaged;

sealed class LayerBinder<T> where T : unmanaged;

sealed class ElementActivation<T, TLane, TActivation>(TActivation activation) : ActivationPass<T> where T : unmanaged where TActivation : struct, IActivation<TActivation>
{
    public TActivation Activation => activation;
}

sealed class RowActivation<T, TActivation>(TActivation activation) : ActivationPass<T> where T : unmanaged where TActivation : struct, IRowActivation<TActivation>
{
    public TActivation Activation => activation;
}

sealed class ElementLoss<T, TLane, TLoss>(TLoss loss) : LossPass<T> where T : unmanaged where TLoss : struct, IElementLoss<TLoss>
{
    public TLoss Loss => loss;
}

sealed class RowLoss<T>(IRowLoss loss) : LossPass<T> where T : unmanaged
{
    public IRowLoss Loss => loss;
}

sealed class UpdatePass<T, TLane, TRule>(Optimizer<TRule> optimizer) : UpdatePass<T> where T : unmanaged where TRule : struct, IUpdateRule
{
    public Optimizer<TRule> Optimizer => optimizer;
}
