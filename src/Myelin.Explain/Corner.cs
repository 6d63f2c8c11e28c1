namespace Myelin.Explain;

/// <summary>One element where L has a corner: moving the number down and up changes L at two different rates.</summary>
/// <param name="Below">(L(θ) − L(θ − h)) / h</param>
/// <param name="Above">(L(θ + h) − L(θ)) / h; beyond all bounds where L jumps</param>
/// <remarks>
/// The analytic gradient of a corner is right: it is one of the slopes, lies between them, or is that of the network in which every unit at
/// a corner goes straight on with the slope that its formula takes there, as relu′(0) = 1.
/// </remarks>
public sealed record Corner(int Row, int Column, double Below, double Above);
