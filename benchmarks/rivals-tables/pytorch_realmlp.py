"""RealMLP-TD (Holzmüller, Grinsztajn, Steinwart 2024, "Better by Default") in PyTorch, on one table of numbers and short categories.

pytorch_realmlp.py FILE NAME TARGET IGNORED,COLUMNS SEED EPOCHS THREADS

Regression only: what realmlp.sh times Myelin's recipe against. The network, its first numbers, its schedules and its best epoch are
those of Myelin's recipe `realmlp`: the test rows are Myelin's, a fifth of the others chooses the epoch, steps are of 256 rows. Written
for speed in PyTorch's own terms: the columns' embeddings are one batched product, the optimizer goes over all its tensors at once, and
an epoch's rows are gathered by one index. Says the seconds of the training and of an epoch in the mean, and the error on test rows, as JSON.
"""

import json
import math
import sys
import time

import numpy as np
import torch
from torch.nn import functional

from scikit_learn import frequent, is_test, read, usable

FREQUENCIES, EMBEDDED, HIDDEN, ROWS = 16, 4, (256, 256, 256), 256
RATE, DECAY, DROPOUT = 0.2, 0.02, 0.15


def encode(numeric, words, train):
    """Numbers and one-hot words, all brought to (-3, 3) by quartiles of the training rows and a smooth clip."""
    numbers, flags = [], []
    for column in numeric:
        missing = np.isnan(column)
        numbers.append(np.where(missing, np.nanmedian(column[train]), column))
        if missing[train].any():
            flags.append(missing.astype(float))
    for cells in words:
        places, count = frequent(cells, train, 8)
        flags.extend((places == place).astype(float) for place in range(count))
    return len(numbers), np.column_stack([scaled(column, train) for column in numbers + flags]).astype(np.float32)


def scaled(column, train):
    low, lower, median, upper, high = np.quantile(column[train], [0, 0.25, 0.5, 0.75, 1])
    scale = 1 / (upper - lower) if upper > lower else 2 / (high - low) if high > low else 0
    z = scale * (column - median)
    return z / np.sqrt(1 + (z / 3) ** 2)


class RealMlp(torch.nn.Module):
    def __init__(self, numbers, inputs):
        super().__init__()
        self.numbers = numbers
        widths = [numbers * EMBEDDED + inputs - numbers, *HIDDEN, 1]
        parameter = torch.nn.Parameter
        self.frequency = parameter(0.1 * torch.randn(numbers, 1, FREQUENCIES))
        self.phase = parameter(torch.empty(numbers, 1, FREQUENCIES).uniform_(-math.pi, math.pi))
        self.weight = parameter(torch.empty(numbers, FREQUENCIES, EMBEDDED - 1).uniform_(-0.25, 0.25))
        self.bias = parameter(torch.empty(numbers, 1, EMBEDDED - 1).uniform_(-0.25, 0.25))
        self.scale = parameter(torch.ones(widths[0]))
        self.weights = torch.nn.ParameterList([torch.randn(i, o) for i, o in zip(widths, widths[1:])])
        self.biases = torch.nn.ParameterList([torch.zeros(o) for o in widths[1:]])
        self.shares = torch.nn.ParameterList([torch.ones(o) for o in HIDDEN])

    def embed(self, x):
        x, others = x[:, : self.numbers], x[:, self.numbers :]
        columns = x.t().unsqueeze(2)
        waves = torch.cos(2 * math.pi * columns * self.frequency + self.phase)
        learned = torch.baddbmm(self.bias, waves, self.weight)
        return torch.cat([torch.cat([learned, columns], 2).transpose(0, 1).flatten(1), others], 1) * self.scale

    def dense(self, x, layer):
        weights = self.weights[layer]
        return torch.addmm(self.biases[layer], x, weights, alpha=1 / math.sqrt(weights.shape[0]))

    def activate(self, z, layer, dropout):
        # x + a (mish(x) - x)
        return functional.dropout(torch.lerp(z, functional.mish(z), self.shares[layer]), dropout, dropout > 0)

    def forward(self, x, dropout=0.0):
        x = self.embed(x)
        for layer in range(len(HIDDEN)):
            x = self.activate(self.dense(x, layer), layer, dropout)
        return self.dense(x, len(HIDDEN))

    @torch.no_grad()
    def fit_first(self, x):
        """Every product of the training rows has variance 1, and every neuron bends within them (he+5)."""
        x = self.embed(x)
        for layer, weights in enumerate(self.weights):
            products = x @ weights / math.sqrt(weights.shape[0])
            deviation = products.std(0, unbiased=False)
            deviation[deviation == 0] = 1
            weights /= deviation
            products /= deviation
            rows = torch.randint(len(x), (5, weights.shape[1]))
            shares = torch.empty(rows.shape).exponential_()
            self.biases[layer].copy_(-(products.gather(0, rows) * shares / shares.sum(0)).sum(0))
            if layer < len(HIDDEN):
                x = self.activate(self.dense(x, layer), layer, 0.0)

    def groups(self):
        """Parameters with their factors on rate and decay; the code of the paper multiplies decay by the rate's factor once more."""
        embedding = [self.frequency, self.phase, self.weight, self.bias]
        return [(embedding, 0.1, 0.1), ([self.scale], 6, 6), (list(self.weights), 1, 1), (list(self.biases), 0.1, 0), (list(self.shares), 0.1, 0.1)]


def main(path, name, target, ignored, seed, epochs, threads):
    torch.set_num_threads(int(threads))
    torch.manual_seed(int(seed))
    columns, cells = read(path, target, set(ignored.split(",")))
    test = np.array([is_test(name, row) for row in range(len(cells))])
    known = np.random.default_rng(int(seed)).permutation(np.flatnonzero(~test))
    judging, learning = known[: len(known) // 5], known[len(known) // 5 :]
    train = np.zeros(len(cells), bool)
    train[learning] = True
    begin = time.perf_counter()
    numbers, encoded = encode(*usable(columns), train)
    y = np.array([float(cell) for cell in cells])
    mean, deviation = y[train].mean(), y[train].std()
    x, t = torch.from_numpy(encoded), torch.from_numpy(((y - mean) / deviation).astype(np.float32)).unsqueeze(1)
    model = RealMlp(numbers, encoded.shape[1])
    learning, judging, test = (torch.from_numpy(rows) for rows in (learning, judging, np.flatnonzero(test)))
    model.fit_first(x[learning])
    groups = model.groups()
    optimizer = torch.optim.AdamW([{"params": parameters} for parameters, _, _ in groups], betas=(0.9, 0.95), eps=1e-8, foreach=True)
    rows = min(ROWS, len(learning))
    steps, step, best, kept, times = len(learning) // rows * int(epochs), 0, math.inf, None, []
    for _ in range(int(epochs)):
        start = time.perf_counter()
        order = learning[torch.randperm(len(learning))]
        inputs, targets = x[order], t[order]
        for batch in range(len(learning) // rows):
            done = step / steps
            rate = RATE * 0.5 * (1 - math.cos(2 * math.pi * math.log2(1 + 15 * done)))
            flat = 1 if done < 0.5 else 0.5 * (1 + math.cos(math.pi * (2 * done - 1)))
            for group, (_, factor, decay) in zip(optimizer.param_groups, groups):
                group["lr"], group["weight_decay"] = rate * factor, DECAY * flat * decay
            chosen = slice(batch * rows, (batch + 1) * rows)
            optimizer.zero_grad(set_to_none=True)
            functional.mse_loss(model(inputs[chosen], DROPOUT * flat), targets[chosen]).backward()
            optimizer.step()
            step += 1
        with torch.no_grad():
            error = functional.mse_loss(model(x[judging]), t[judging]).item()
            if error <= best:
                best, kept = error, [parameter.clone() for parameter in model.parameters()]
        times.append(time.perf_counter() - start)
    seconds = time.perf_counter() - begin
    with torch.no_grad():
        for parameter, value in zip(model.parameters(), kept):
            parameter.copy_(value)
        predicted = model(x[test]).squeeze(1).numpy() * deviation + mean
    predicted = np.clip(predicted, y[train].min(), y[train].max())
    print(json.dumps({
        "score": float(np.sqrt(np.mean((predicted - y[test.numpy()]) ** 2))), "seconds": seconds, "rows": len(learning),
        "epoch": sum(times) / len(times), "version": torch.__version__, "threads": torch.get_num_threads()}))


main(*sys.argv[1:])
