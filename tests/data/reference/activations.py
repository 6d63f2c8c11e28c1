"""Values and slopes of the smooth activations with 60 digits or more, rounded to 20: python activations.py > activations.json (needs mpmath).

Each row is [z, f(z), f'(z), |z f'(z)|, |z f''(z)|]; the last two say how far a relative error of z carries into f and f'."""
import json, struct
from mpmath import mp, mpf, workdps, exp, expm1, log1p, tanh, sinh, cosh, sin, cos, erfc, sqrt, pi, diff

mp.dps = 60
root2, c = sqrt(2), sqrt(2 / pi)
lam, alpha = mpf('1.0507009873554804934193349852946'), mpf('1.6732632423543772848170429916717')

def sigmoid(z): return 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z))
def softplus(z): return max(z, 0) + log1p(exp(-abs(z)))
def normal(z): return mpf(z > 0) if abs(z) > 1000 else erfc(-z / root2) / 2
def precise(f): return workdps(800)(f)  # z - tanh z of a tiny z, the remainder of a huge z by pi
def u(z): return c * (z + mpf('0.044715') * z ** 3)
def du(z): return c * (1 + 3 * mpf('0.044715') * z ** 2)
def elu(z, a): return z if z > 0 else a * expm1(z)

# name: (f, f')
smooth = {
    'sigmoid': (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    'tanh': (tanh, lambda z: 4 * exp(-2 * abs(z)) / (1 + exp(-2 * abs(z))) ** 2),
    'elu': (lambda z: elu(z, 1), lambda z: mpf(1) if z > 0 else exp(z)),
    'elu(alpha=0.5)': (lambda z: elu(z, mpf(1) / 2), lambda z: mpf(1) if z > 0 else exp(z) / 2),
    'selu': (lambda z: lam * elu(z, alpha), lambda z: lam if z > 0 else lam * alpha * exp(z)),
    'celu(alpha=2)': (lambda z: z if z > 0 else 2 * expm1(z / 2), lambda z: mpf(1) if z > 0 else exp(z / 2)),
    'gelu': (lambda z: z * normal(z), lambda z: normal(z) + z * exp(-z * z / 2) / sqrt(2 * pi)),
    'gelu-tanh': (lambda z: z * sigmoid(2 * u(z)), lambda z: sigmoid(2 * u(z)) * (1 + z * sigmoid(-2 * u(z)) * 2 * du(z))),
    'silu': (lambda z: z * sigmoid(z), lambda z: sigmoid(z) * (1 + z * sigmoid(-z))),
    'mish': (lambda z: z * tanh(softplus(z)), lambda z: tanh(softplus(z)) + z * sigmoid(z) / cosh(softplus(z)) ** 2),
    'softplus': (softplus, sigmoid),
    'softplus(beta=2)': (lambda z: softplus(2 * z) / 2, lambda z: sigmoid(2 * z)),
    'softsign': (lambda z: z / (1 + abs(z)), lambda z: 1 / (1 + abs(z)) ** 2),
    'log-sigmoid': (lambda z: -softplus(-z), lambda z: sigmoid(-z)),
    'tanh-shrink': (precise(lambda z: z - tanh(z)), lambda z: tanh(z) ** 2),
    'gaussian': (lambda z: exp(-z * z), lambda z: -2 * z * exp(-z * z)),
    'sine': (precise(sin), precise(cos)),
    'exponential': (exp, exp),
}

sizes = ['1e-20', '1e-8', '1e-4', '0.01', '0.1', '0.2', '0.3', '0.5', '0.6', '0.7', '0.9', '0.99', '1', '1.01', '1.19', '1.3', '1.5', '2',
         '2.5', '3', '3.5', '4', '5', '5.5', '6', '7', '8', '9', '10', '12', '13.2', '15', '18', '20', '25', '30', '37', '40', '50', '60', '80']
ends = {'float': ['1e-45', '1e-40', '1e-38', '1e-30', '87', '88.5', '89', '95', '103', '104', '110', '300', '1000', '1e6', '1e18', '1e30', '3e38'],
        'double': ['5e-324', '1e-310', '1e-308', '1e-300', '88', '100', '300', '700', '708', '709.5', '715', '740', '745', '746', '800', '1000',
                   '1e6', '1e18', '1e30', '1e200', '1e300', '1.7e308']}

def rounded(text, kind): return struct.unpack('f', struct.pack('f', float(text)))[0] if kind == 'float' else float(text)

def text(x):
    x = mpf(x)
    return 0 if x == 0 or abs(x) < mpf('1e-400') else mp.nstr(x, 20, min_fixed=0, max_fixed=0)

def row(name, f, slope, z):
    y, s = f(z), slope(z)
    bend = diff(lambda t: slope(z * exp(t)), 0) if mpf('1e-30') < abs(z) < mpf('1e10') else mpf(0)
    # nothing is granted to the sine: its remainder by pi is exact
    allowance = [0, 0] if name == 'sine' else [text(abs(z * s)), text(abs(bend))]
    return [float(z), text(y), text(s)] + allowance

table = {kind: {name: [row(name, f, s, mpf(sign * rounded(size, kind))) for size in sizes + ends[kind] for sign in (1, -1)
                       if not (name == 'exponential' and sign * float(size) > 80)]
                for name, (f, s) in smooth.items()} for kind in ('float', 'double')}
print(json.dumps(table).replace(']], ', ']],\n').replace('], [', '],\n['))
