"""The conversation with the program that compares: what rival.h and Protocol/Contestant.cs do in their languages."""

import os
import sys
import time

import numpy as np

WIDTHS = {
    "a": [4, 4, 1],
    "a-linear": [4, 4, 1],
    "b": [30, 64, 64, 1],
    "c": [784, 256, 128, 10],
    "d": [512, 1024, 1024, 1024, 10],
}
WARM_UP = 0.7


def is_sigmoid(network):
    return network.startswith("a")


def is_classification(network):
    return network in "cd"


def load(folder, network):
    """Inputs, targets or classes, and for each layer W [inputs x outputs] with its bias."""
    name = "a" if network == "a-linear" else network
    widths = WIDTHS[network]

    def read(kind, number):
        return np.fromfile(os.path.join(folder, f"{name}-{kind}.bin"), number)

    inputs = read("inputs", np.float32).reshape(-1, widths[0])
    targets = read("targets", np.float32)
    targets = targets.astype(np.int64) if is_classification(network) else targets.reshape(-1, 1)
    numbers, layers, at = read("weights", np.float32), [], 0
    for rows, columns in zip(widths, widths[1:]):
        weights = numbers[at:at + rows * columns].reshape(rows, columns)
        bias = numbers[at + rows * columns:at + (rows + 1) * columns]
        layers.append((weights, bias))
        at += (rows + 1) * columns
    return inputs, targets, layers


def openblas():
    """The kernels that OpenBLAS chose, where it is what multiplies in this process."""
    import ctypes
    with open("/proc/self/maps", encoding="utf-8") as maps:
        paths = sorted({line.split()[-1] for line in maps if "openblas" in line and ".so" in line})
    for path in paths:
        core = ctypes.CDLL(path).openblas_get_corename
        core.restype = ctypes.c_char_p
        version = ctypes.CDLL(path).openblas_get_config
        version.restype = ctypes.c_char_p
        return f"{' '.join(version().decode().split()[:2])}, {core().decode()} kernels"
    return "no OpenBLAS"


def warm_up(repeat):
    """Runs for a while; returns turns a second."""
    turns, begin = 1, time.perf_counter()
    while True:
        start = time.perf_counter()
        repeat(turns)
        now = time.perf_counter()
        if now - begin > WARM_UP:
            return turns / (now - start)
        if now - start < WARM_UP / 10:
            turns *= 2


def serve(description, open_course):
    """open_course(kind, network, batch) gives (rows a turn, repeat(turns), check(steps)), or a word why there is none."""
    courses = {}
    print(description, flush=True)
    for line in sys.stdin:
        verb, kind, network, batch, number = line.split()
        key = (kind, network, int(batch))
        if key not in courses:
            course = open_course(*key)
            courses[key] = course if isinstance(course, str) else [*course, None]
        course = courses[key]
        if isinstance(course, str):
            print("no", course, flush=True)
        elif verb == "check":
            print("ok", course[2](int(number)), flush=True)
        else:
            rows, repeat, _, rate = course
            course[3] = rate = rate or warm_up(repeat)
            turns = max(1, round(rate * float(number)))
            start = time.perf_counter()
            repeat(turns)
            print("ok", rows * turns / (time.perf_counter() - start), flush=True)
