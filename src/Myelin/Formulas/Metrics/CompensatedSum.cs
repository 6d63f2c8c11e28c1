namespace Myelin;

/// <summary>Σ x with the rounding errors summed beside it (Neumaier 1974): as if summed in twice the precision, then rounded.</summary>
internal struct CompensatedSum
{
    double _sum, _error;

    public readonly double Value => double.IsFinite(_error) ? _sum + _error : _sum;

    public void Add(double x)
    {
        double sum = _sum + x;
        _error += Math.Abs(_sum) >= Math.Abs(x) ? _sum - sum + x : x - sum + _sum;
        _sum = sum;
    }
}
