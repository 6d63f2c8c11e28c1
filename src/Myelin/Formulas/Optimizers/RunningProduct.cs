namespace Myelin;

/// <summary>Πₜ f = f(1)·…·f(t) for factors in [0, 1), kept from step to step.</summary>
/// <remarks>
/// Always multiplied in this order, so that a resumed run has the same bits. Below 10⁻¹⁸ it is 0: 1 − Π is 1 either way, and a run
/// resumed at a late step multiplies no more than some hundreds of factors.
/// </remarks>
sealed class RunningProduct(Func<long, double> factor)
{
    readonly Lock _lock = new();
    long _t;
    double _product = 1;

    public double UpTo(long t)
    {
        lock (_lock)
        {
            if (t < _t) (_t, _product) = (0, 1);
            while (_t < t && _product >= 1e-18) _product *= factor(++_t);
            _t = t;
            return _product < 1e-18 ? 0 : _product;
        }
    }
}
