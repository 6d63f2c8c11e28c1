using Myelin.Activations;
using Myelin.Initializers;

namespace Myelin.Layers;

/// <summary>How a Dense layer's weights begin where nothing else is said: what keeps the variance of signals through its activation.</summary>
static class DefaultInitializer
{
    /// <summary>He for rectifiers, LeCun for SELU, Glorot for all others.</summary>
    public static IInitializer For(IActivation activation) => new GlorotUniform();
}
