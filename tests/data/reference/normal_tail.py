"""Derives the polynomials of src/Myelin/Numerics/NormalTail.cs: e^(x^2/2) Phi(-x) (1 + x/2) in q = (x - k)/(x + k), by Chebyshev
interpolation in 40 digits, and their error with rounded coefficients: python normal_tail.py (needs mpmath)."""
import struct
from mpmath import mp, mpf, cos, pi, exp, erfc, sqrt, chop, taylor, polyval

mp.dps = 40

def tail(x): return exp(x * x / 2) * erfc(x / sqrt(2)) / 2

def rounded(value, kind): return mpf(struct.unpack(kind, struct.pack(kind, float(value)))[0])

def fit(k, end, degree, kind, points=80):
    """The polynomial's coefficients, highest power first; beyond `end` the factor e^(-x^2/2) is 0."""
    k, low, high = mpf(k), mpf(-1), (mpf(end) - k) / (mpf(end) + k)
    target = lambda q: tail(k * (1 + q) / (1 - q)) * (1 + k * (1 + q) / (1 - q) / 2)
    nodes = [cos(pi * (j + mpf(1) / 2) / points) for j in range(points)]
    values = [target((low + high) / 2 + (high - low) / 2 * x) for x in nodes]
    c = [(2 if n else 1) * sum(v * cos(pi * n * (j + mpf(1) / 2) / points) for j, v in enumerate(values)) / points for n in range(degree + 1)]
    # Chebyshev to powers of u, then u = (2 q - low - high)/(high - low)
    t0, t1, p = [mpf(1)], [mpf(0), mpf(1)], [mpf(0)] * (degree + 1)
    for n in range(degree + 1):
        for i, a in enumerate(t0): p[i] += c[n] * a
        t2 = [mpf(0)] + [2 * a for a in t1]
        for i, a in enumerate(t0): t2[i] -= a
        t0, t1 = t1, t2
    slope, shift = 2 / (high - low), -(low + high) / (high - low)
    powers = taylor(lambda q: polyval(p[::-1], slope * q + shift), 0, degree)
    powers = [rounded(a, kind) for a in powers][::-1]
    worst = max(abs(polyval(powers, q) / target(q) - 1) for q in (low + (high - low) * i / 2000 for i in range(1, 2000)))
    return powers, worst

for name, k, end, degree, kind in (('float', 3.5, 14.5, 10, 'f'), ('double', 5, 39, 23, 'd')):
    powers, worst = fit(k, end, degree, kind)
    print(name, 'k =', k, 'relative error', float(worst))
    print(',\n'.join(repr(float(a)) for a in powers))
