namespace Myelin;

/// <summary>Is given a loss with its own type: of one output, or of a whole row.</summary>
interface ILossChoice<TResult>
{
    TResult OfElement<TLoss>(TLoss loss) where TLoss : struct, IElementLoss<TLoss>;

    TResult OfRow(IRowLoss loss);
}
