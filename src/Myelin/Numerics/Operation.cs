namespace Myelin.Numerics;

/// <summary>What a node of an expression does with its arguments.</summary>
public enum Operation
{
    /// <summary>a number that stands in the formula</summary>
    Constant,

    /// <summary>a number that has a letter: an input, a parameter, a setting</summary>
    Letter,

    /// <summary>an argument by a letter of its own, defined beside the formula</summary>
    Named,

    Add, Subtract, Multiply, Divide, Negate,

    /// <summary>x·y + z, rounded once</summary>
    MultiplyAdd,

    /// <summary>x to the power of y</summary>
    Power,

    /// <summary>the arguments' sum; the last stands for terms that are left out where there is a <see cref="Node.LeftOut"/></summary>
    Sum,

    Sqrt, Abs, Max, Min, CopySign, Sign, Round, Clamp,

    /// <summary>x·2ⁿ</summary>
    Scale,

    /// <summary>x·2ⁿ, rounded once</summary>
    ScaleWide,

    /// <summary>m of x = m·2ⁿ with m in [√½, √2)</summary>
    Mantissa,

    /// <summary>n of the same</summary>
    Exponent,

    /// <summary>the third where the first is less than the second, else the fourth</summary>
    IfLess,

    /// <summary>the third where the first is the second, else the fourth</summary>
    IfEqual,

    /// <summary>the third where the first is at most the second, else the fourth; a textbook's, of no lane</summary>
    IfAtMost,

    Exp, ExpMinusOne, Log, LogOnePlus, Tanh, Erf, Erfc, Sin, Cos, SinOfHuge, CosOfHuge,

    /// <summary>of z and t = e^(−|z|)</summary>
    Sigmoid, Softplus, LogSigmoid,

    /// <summary>of z and e^(−z²/2)</summary>
    NormalDistribution,

    /// <summary>a row by its letter: a number for each place</summary>
    Row,

    /// <summary>which place of a row it is, from 0 on</summary>
    Place,

    /// <summary>
    /// Σₖ of what has a number for each place: in sixteen partial sums, from the first place to the last, and of products
    /// </summary>
    RowSum, RowSumInOrder, RowDot,

    /// <summary>Σₖ of the first argument less 1, without the place where the second is largest</summary>
    RowRest,

    RowMax,

    /// <summary>x − max x, in which a textbook has x</summary>
    BelowMax,

    /// <summary>of the first argument the number in the place that the second says</summary>
    At,

    /// <summary>−ln of the first argument, computed as the second</summary>
    MinusLog,

    FirstHalf, SecondHalf,

    /// <summary>the rows of both arguments, one after the other</summary>
    Join,
}
