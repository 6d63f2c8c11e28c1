namespace Myelin;

/// <summary>A last layer that is the mean of members, to each of which the network's link is applied.</summary>
interface IMemberMean
{
    Signal AddMean(ForwardGraph graph, Signal x, IActivation link);
}
