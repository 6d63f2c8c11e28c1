namespace Myelin;

/// <summary>Is given an activation with its own type: of one number, or of a whole row.</summary>
interface IActivationChoice<TResult>
{
    TResult OfElement<TActivation>(TActivation activation) where TActivation : struct, IActivation<TActivation>;

    TResult OfRow<TActivation>(TActivation activation) where TActivation : struct, IRowActivation<TActivation>;
}
