"""Writes tests/data/elementary.txt: arguments of the elementary functions with their true values, from mpmath.

A section is "function format"; a line is x, f(x) rounded to nearest (both as bits in hexadecimal) and how far the true value is from
the rounded one, in 1/256 ulp, + away from zero. Arguments: special values, powers of two, every range with its break points, and
for sine and cosine those nearest to a zero, found by continued fractions. Needs mpmath: python3 elementary.py"""
import math, random, struct
from pathlib import Path
from mpmath import mp, mpf, exp, expm1, log, log1p, tanh, erf, sin, cos, sqrt, pi, frexp, nint, floor

random.seed(1)
BITS = {"float": (24, -126, 127, 8, "<f", "<I"), "double": (53, -1022, 1023, 16, "<d", "<Q")}


def true_value(name, x):
    """f(x) to at least 40 digits."""
    x = mpf(x)
    mp.dps = 120 if abs(x) < 1e9 else 420
    far = mpf(2) ** (-400 if x < 0 else 400)
    if name == "exp" and abs(x) > 2000: return far ** 10
    if name == "expm1" and abs(x) > 2000: return far ** 10 - 1
    if name in ("tanh", "erf") and abs(x) > 300: return mpf(1) if x > 0 else mpf(-1)
    if name != "log" and x != 0 and abs(x) < mpf(2) ** -150:            # two terms of the series
        return {"exp": 1 + x, "expm1": x + x * x / 2, "log1p": x - x * x / 2, "tanh": x - x ** 3 / 3, "sin": x - x ** 3 / 6,
                "cos": 1 - x * x / 2, "erf": x * 2 / sqrt(pi)}[name]
    return {"exp": exp, "expm1": expm1, "log": log, "log1p": log1p, "tanh": tanh, "erf": erf, "sin": sin, "cos": cos}[name](x)


def to_bits(value, form):
    return struct.unpack(BITS[form][5], struct.pack(BITS[form][4], value))[0]


def of_bits(bits, form):
    return struct.unpack(BITS[form][4], struct.pack(BITS[form][5], bits))[0]


def nearest(value, form):
    """The value rounded to the format, as a Python float, and the rest in ulp of the value, + away from zero."""
    precision, least, most, *_ = BITS[form]
    if value == 0: return 0.0, 0.0
    _, e = frexp(value)                                     # |value| = [0.5, 1)·2^e
    unit = mpf(2) ** (max(e - 1, least) - precision + 1)
    q = nint(abs(value) / unit)                             # ties to even
    if q * unit >= mpf(2) ** (most + 1): return math.copysign(math.inf, value), 0.0
    rest = abs(value) / unit - q
    return math.copysign(float(q * unit), value), rest


def line(name, form, x):
    digits = BITS[form][3]
    xb = f"{to_bits(x, form):0{digits}X}"
    special = edges(name, x)
    if special is not None: return f"{xb} {to_bits(special, form):0{digits}X} +0" if special == special else f"{xb} NaN +0"
    y, rest = nearest(true_value(name, x), form)
    sign = "-" if rest < 0 else "+"
    return f"{xb} {to_bits(y, form):0{digits}X} {sign}{int(nint(abs(rest) * 256))}"


def edges(name, x):
    """Values at the edges of a function's domain, by definition."""
    if x != x: return math.nan
    if x == 0: return {"exp": 1.0, "cos": 1.0, "log": -math.inf}.get(name, x)
    if name == "log" and x < 0 or name == "log1p" and x < -1: return math.nan
    if name == "log1p" and x == -1: return -math.inf
    if math.isinf(x):
        if name in ("sin", "cos"): return math.nan
        if name in ("tanh", "erf"): return math.copysign(1.0, x)
        if name in ("exp", "expm1") and x < 0: return 0.0 if name == "exp" else -1.0
        return math.inf
    return None


def near_zeros(form, offset):
    """Numbers m·2^e nearest to a multiple of π (offset 0) or to an odd multiple of π/2 (offset 1)."""
    precision, _, most, *_ = BITS[form]
    mp.dps = 420
    found = []
    for e in range(-precision, most - precision + 1, 1 if form == "float" else 7):
        alpha = mpf(2) ** e / pi * (2 if offset else 1)
        h, h0, k, k0, rest = floor(alpha), mpf(1), mpf(1), mpf(0), alpha
        while k < 2 ** precision:
            if k * mpf(2) ** e > 1 and (not offset or h % 2 == 1): best = k
            rest = 1 / (rest - floor(rest))
            h, h0, k, k0 = floor(rest) * h + h0, h, floor(rest) * k + k0, k
        if "best" in locals(): found.append(float(best * mpf(2) ** e))
    return found


def arguments(name, form):
    precision, least, most, *_ = BITS[form]
    tiny, normal, huge = of_bits(1, form), 2.0 ** least, (2 - 2.0 ** (1 - precision)) * 2.0 ** most
    xs = [0.0, -0.0, math.nan, math.inf, -math.inf, 1.0, -1.0, tiny, -tiny, normal, -normal, normal - tiny, huge, -huge,
          1e30, -1e30, 2.0, 0.5, -0.5, math.pi, math.e, 1 - 2.0 ** -precision, 1 + 2.0 ** (1 - precision)]
    def both(v): xs.extend([v, -v])
    for e in range(least - precision + 1, most + 1, 2 if form == "float" else 14): both(2.0 ** e * random.uniform(1, 2))
    def dense(low, high, count): xs.extend(random.uniform(low, high) for _ in range(count))
    def around(v, count=3):
        v = of_bits(to_bits(v, form), form)
        b = to_bits(abs(v), form)
        for d in range(-count, count + 1): xs.append(math.copysign(of_bits(b + d, form), v))
    single = form == "float"
    if name in ("exp", "expm1"):
        dense(-1, 1, 200); dense(*((-105, 89.5) if single else (-747, 710.5)), 300)
        for n in range(-30, 30): around((n + 0.5) * math.log(2), 1)
        for v in ((88.72283905206835, -87.33654475055310, -103.97207708399179, -103.27892990343184) if single
                  else (709.782712893384, -708.3964185322641, -745.1332191019411, -744.4400719213812)): around(v)
    if name in ("log", "log1p"):
        dense(0.5, 2, 300); dense(0, 1e-3, 50); dense(0, 100, 200); dense(-1, 1, 100) if name == "log1p" else dense(0.99, 1.01, 100)
        for n in range(-20, 20):
            v = 2.0 ** (n + 0.5)
            around(v - (name == "log1p"), 1)
            around(2.0 ** n - (name == "log1p") or 1, 1)
    if name == "tanh":
        dense(-1, 1, 400); dense(-25, 25, 300)
        for n in range(1, 30): around((n - 0.5) * math.log(2) / 2, 1)
        around(10); around(20)
    if name == "erf":
        dense(-1.2, 1.2, 400); dense(-6.5, 6.5, 400); around(1); around(3.93); around(5.95)
    if name in ("sin", "cos"):
        dense(-4, 4, 200); dense(-100, 100, 200); dense(-70000, 70000, 100); dense(-1.2e9, 1.2e9, 60)
        for n in range(0, 40): around((n + 0.5) * math.pi / 2, 0); around(n * math.pi / 2, 0)
        around(65536.0); around(2.0 ** 30)
        for v in near_zeros(form, name == "cos"): both(v)
    seen, result = set(), []
    for x in xs:
        x = of_bits(to_bits(x, form), form) if abs(x) <= huge or x != x or math.isinf(x) else None
        if x is None or to_bits(x, form) in seen: continue
        seen.add(to_bits(x, form)); result.append(x)
    return result


with open(Path(__file__).parents[2] / "data" / "elementary.txt", "w", newline="\n") as out:
    for name in ("exp", "expm1", "log", "log1p", "tanh", "erf", "sin", "cos"):
        for form in ("float", "double"):
            xs = arguments(name, form)
            print(f"{name} {form}", file=out)
            for x in xs: print(line(name, form, x), file=out)
            print(name, form, len(xs))
