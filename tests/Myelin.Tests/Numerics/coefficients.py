"""Derives the polynomials of src/Myelin/Numerics/Elementary*.cs: minimax in the relative error of the function, by Remez'
exchange (E. Remez, 1934) in 60 digits. Prints each polynomial and its error. Needs mpmath: python3 coefficients.py"""
import struct
from mpmath import mp, mpf, matrix, lu_solve, exp, expm1, log, sin, cos, erf, erfc, factorial, sqrt, pi

mp.dps = 60


def rounded(value, precision):
    """The nearest float (24) or double (53)."""
    code = "<f" if precision == 24 else "<d"
    return mpf(struct.unpack(code, struct.pack(code, float(value)))[0]) if precision == 24 else mpf(float(value))


def remez(target, weight, powers, low, high):
    """Coefficients c minimising max |weight(x)·(target(x) − Σ cₖ·x^powers[k])| on [low, high], and that maximum."""
    n = len(powers)
    points = [(low + high) / 2 - (high - low) / 2 * cos(pi * i / n) for i in range(n + 1)]
    for _ in range(12):
        rows = [[x ** p for p in powers] + [(-1) ** i / weight(x)] for i, x in enumerate(points)]
        solution = lu_solve(matrix(rows), matrix([target(x) for x in points]))
        c = [solution[i] for i in range(n)]
        error = lambda x: weight(x) * (target(x) - sum(ck * x ** p for ck, p in zip(c, powers)))
        grid = [(low + high) / 2 - (high - low) / 2 * cos(pi * i / (16 * n)) for i in range(16 * n + 1)]
        values = [error(x) for x in grid]
        runs = []
        for x, v in zip(grid, values):
            if runs and (runs[-1][1] > 0) == (v > 0):
                if abs(v) > abs(runs[-1][1]): runs[-1] = (x, v)
            else: runs.append((x, v))
        while len(runs) > n + 1: runs.pop(0 if abs(runs[0][1]) < abs(runs[-1][1]) else -1)
        if len(runs) < n + 1: break
        points = [x for x, _ in runs]
        worst, least = max(abs(v) for _, v in runs), min(abs(v) for _, v in runs)
        if worst < least * mpf("1.001"): break
    return c, max(abs(v) for v in values)


def least_squares(target, weight, powers, low, high):
    """Coefficients c minimising Σ (weight(x)·(target(x) − Σ cₖ·x^powers[k]))² over Chebyshev points of [low, high]."""
    points = [(low + high) / 2 - (high - low) / 2 * cos(pi * (2 * i + 1) / 200) for i in range(100)]
    rows = matrix([[weight(x) * x ** p for p in powers] for x in points])
    values = matrix([weight(x) * target(x) for x in points])
    return list(lu_solve(rows.T * rows, rows.T * values))


def fit(name, target, weight, degree, low, high, precision):
    """A polynomial of the given degree, its coefficients rounded to the given precision: after each is rounded, lowest power first,
    the rest make up for it as far as they can."""
    low, high = mpf(low), mpf(high)
    c, best = remez(target, weight, list(range(degree + 1)), low, high)
    c = [rounded(c[0], precision)]
    while len(c) <= degree:
        rest = lambda x: target(x) - sum(k * x ** i for i, k in enumerate(c))
        c.append(rounded(least_squares(rest, weight, list(range(len(c), degree + 1)), low, high)[0], precision))
    grid = [low + (high - low) * i / 2000 for i in range(2001)]
    worst = max(abs(weight(x) * (target(x) - sum(k * x ** i for i, k in enumerate(c)))) for x in grid)
    print(f"{name}, {'float' if precision == 24 else 'double'}: error {float(worst):.2g} = {float(worst * 2 ** precision):.3f} ulp"
          f" (unrounded {float(best):.2g})")
    print("    " + ", ".join(text(k, precision) for k in c), flush=True)


def text(value, precision):
    return repr(float(value)) if precision == 53 else short(float(value))


def short(value):
    """The fewest digits that read back as the same float."""
    return next(s for d in range(1, 18) if float(rounded(mpf(float(s := f"{value:.{d}g}")), 24)) == value)


tiny = mpf(10) ** -6

for precision in (24, 53):
    single = precision == 24
    # e^r = 1 + r + r²/2 + r³·p(r) on |r| ≤ ln 2 / 2
    edge = log(2) / 2 * (1 + mpf(2) ** (-12 if single else -30))
    fit("Exp p(r)", lambda r: sum(r ** k / factorial(k + 3) for k in range(40)),
        lambda r: max(abs(r ** 3 / expm1(r)) if r else tiny, tiny), 3 if single else 8, -edge, edge, precision)
    # ln((1 + s)/(1 − s)) = 2s + s·z·p(z), z = s², s ≤ (√2 − 1)/(√2 + 1)
    high = ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2 * (1 + mpf(2) ** -20)
    series = lambda z: sum(2 * z ** k / (2 * k + 3) for k in range(60))
    fit("Log p(z)", series, lambda z: z / 2 + tiny, 2 if single else 6, 0, high, precision)
    # sin r = r + r³·(p(r²) − 1/8) on |r| ≤ π/2
    high = (pi / 2 + mpf(2) ** (-5 if single else -20)) ** 2
    fit("Sin p(z)", lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z + mpf(1) / 8 if z else mpf(-1) / 24,
        lambda z: z * sqrt(z) / sin(sqrt(z)) if z else z + tiny, 3 if single else 7, 0, high, precision)
    # erf x = x + x·p(x²) on |x| ≤ 1
    fit("Erf p(z)", lambda z: erf(sqrt(z)) / sqrt(z) - 1 if z else 2 / sqrt(pi) - 1 - z * 2 / sqrt(pi) / 3,
        lambda z: sqrt(z) / erf(sqrt(z)) if z else sqrt(pi) / 2, 6 if single else 11, 0, 1, precision)
    # erf x = 1 − e^(−x² + p(x − c)) on 1 ≤ x ≤ end, where erf rounds to 1
    centre, end = (mpf(2), mpf("3.93")) if single else (mpf(3), mpf("5.95"))
    fit(f"Erf tail p(x - {float(centre)})", lambda u: log(erfc(u + centre)) + (u + centre) ** 2, lambda u: erfc(u + centre),
        6 if single else 18, 1 - centre, end - centre, precision)
