namespace Myelin;

/// <summary>
/// How a Dense layer's weights begin where nothing else is said: what keeps the variance of signals through its activation.
/// </summary>
static class DefaultInitializer
{
    /// <summary>He for rectifiers and their smooth kin, LeCun for SELU, Glorot for all others.</summary>
    public static IInitializer For(IActivation activation) => activation switch
    {
        LeakyRelu leaky => new HeUniform(leaky.NegativeSlope),
        Relu or Relu6 or Elu or Celu or Gelu or GeluTanh or Silu or Mish or HardSwish => new HeUniform(),
        Selu => new LeCunNormal(),
        _ => new GlorotUniform(),
    };
}
