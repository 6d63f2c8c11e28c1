// --- answers: what the networks say becomes a prediction, in double precision

const likeliest = p => {
  let best = 0;
  for (let k = 1; k < p.length; k++) if (p[k] > p[best]) best = k;
  return best;
};

/** The sum in sixteen partial sums, folded in halves. */
function sumOf(numbers) {
  const partial = new Float64Array(16);
  for (let k = 0; k < numbers.length; k++) partial[k % 16] += numbers[k];
  for (let half = 8; half > 0; half >>= 1)
    for (let i = 0; i < half; i++) partial[i] += partial[i + half];
  return partial[0];
}

/** Temperature scaling of one row of probabilities: softmax of ln p / T. */
function tempered(p, temperature) {
  const q = p.map(share => exact_log(Math.max(share, 2 ** -149)) / temperature), most = Math.max(...q);
  const e = q.map(log => exact_exp(log - most)), sum = sumOf(e);
  return e.map(number => number / sum);
}

/** Outputs of networks whose loss is not of probabilities, as shares: nothing below 0, and a sum of 1. */
function shares(outputs) {
  const best = likeliest(outputs);
  let sum = 0;
  for (const output of outputs) sum += Math.max(0, output);
  return outputs.map((output, k) => sum > 0 ? Math.fround(Math.max(0, output) / sum) : k === best ? 1 : 0);
}

/** Class and probabilities of the networks' outputs. */
function classify(answer, outputs, width) {
  const sums = new Array(width).fill(0);
  answer.weights.forEach((weight, member) => {
    let p = Array.from(outputs.subarray(member * width, (member + 1) * width));
    if (!answer.softmax) p = shares(p);
    if (answer.memberTemperature !== null) p = tempered(p, answer.memberTemperature);
    for (let k = 0; k < width; k++) sums[k] += weight * p[k];
  });
  let p = sums.map(sum => Math.fround(sum / answer.sum)), exact = p;
  const best = likeliest(p);
  if (answer.meanTemperature !== null) {
    exact = tempered(p, answer.meanTemperature);
    p = exact.map(Math.fround);
  }
  const said = answer.threshold === null ? best : exact[1] >= answer.threshold ? 1 : 0;
  return { class: answer.classes[said], probabilities: p, value: p[said] };
}

/** Between two places the scale of errors is a line. */
function scaleOf({ places, scales }, prediction) {
  let above = 0;
  while (above < places.length && places[above] < prediction) above++;
  if (above === 0) return scales[0];
  if (above === places.length) return scales[above - 1];
  const part = (prediction - places[above - 1]) / (places[above] - places[above - 1]);
  return (1 - part) * scales[above - 1] + part * scales[above];
}

/** The interval that holds the truth in this share of cases, from errors on held-out rows. */
function interval(intervals, prediction, coverage) {
  if (!(coverage > 0 && coverage < 1)) throw new Error(`The coverage of an interval must be between 0 and 1, but ${coverage} was given.`);
  const rank = Math.max(1, Math.ceil((intervals.rows + 1) * coverage - 1e-9));
  if (rank > intervals.rows) return { low: -Infinity, high: Infinity };
  const half = intervals.scores[Math.floor((rank - 1) * intervals.scores.length / intervals.rows)] * scaleOf(intervals, prediction);
  return { low: prediction - half, high: prediction + half };
}

/** The number of the networks' outputs, in the target's unit. */
function regress(answer, outputs, coverage) {
  let sum = 0, free = 0;
  answer.weights.forEach((weight, member) => {
    const value = exact_inverse(outputs[member]), [low, high] = answer.bounds ?? [];
    sum += weight * (value < low ? low : value > high ? high : value);
    free += weight * value;
  });
  const value = sum / answer.sum, prediction = { value };
  if (answer.intervals) Object.assign(prediction, interval(answer.intervals, value, coverage));
  if (answer.bounds && (free / answer.sum < answer.bounds[0] || free / answer.sum > answer.bounds[1])) prediction.clamped = true;
  return prediction;
}

// a row's own values: every object inherits some, such as constructor
const hasOwn = (row, name) => Object.prototype.hasOwnProperty.call(row, name);

/** The names of columns, the first twenty of them. */
const listed = names =>
  names.slice(0, 20).map(name => `"${name}"`).join(", ") + (names.length > 20 ? `, … (${names.length} in all)` : "");

/** A model of a table: predicts a column from the others. Make one with load. */
class Predictor {
  #networks;
  #columns;
  #names;
  #reading;

  constructor(networks) {
    this.#networks = networks;
    this.#reading = { missing: new Set(PROGRAM.reading.missing) };
    this.#columns = PROGRAM.columns.map((column, i) => {
      const { categories } = PROGRAM.info.columns[i], placesOf = words => new Map(words.map((word, place) => [word, place]));
      const rules = column.rules.map(rule => rule.kind === "words" ? { ...rule, places: placesOf(rule.words ?? categories) } : rule);
      return { ...PROGRAM.info.columns[i], ...column, known: categories && new Set(categories), rules };
    });
    this.#names = this.#columns.map(column => column.name);
    /** What the model is: target, classes, columns, scores. */
    this.info = PROGRAM.info;
  }

  /**
   * The prediction for one row: an object with a value for each column of info.columns; null where it is missing.
   * @param {Record<string, import("./index").Cell>} row
   * @param {{coverage?: number}} [options] the coverage of prediction intervals, 0.9 without
   */
  predict(row, { coverage = PROGRAM.info.coverage?.[0] ?? 0.9 } = {}) {
    if (row === null || typeof row !== "object") throw new Error("A row is an object with a value for each column.");
    const absent = this.#names.filter(name => !hasOwn(row, name));
    if (absent.length > 0)
      throw new Error(`The row has no column${absent.length === 1 ? "" : "s"} ${listed(absent)}. ` +
        `The model's columns are ${listed(this.#names)}. Give null for a missing value.`);
    const { memory, run } = this.#networks, { input, output, width, networks } = PROGRAM.memory, unknown = [];
    const encoded = memory.subarray(input / 4);
    for (const column of this.#columns) {
      const cell = readCell(column, row[column.name], this.#reading);
      addUnknown(column, cell, unknown);
      for (const rule of column.rules) RULES[rule.kind](rule, cell, encoded);
    }
    run();
    const outputs = memory.subarray(output / 4, output / 4 + networks * width);
    if (!outputs.every(Number.isFinite))
      throw new Error("The prediction is not a finite number. Is a value far beyond those that the model was trained on?");
    const answer = PROGRAM.answer;
    const prediction = answer.classes ? classify(answer, outputs, width) : regress(answer, outputs, coverage);
    return { ...prediction, unknown };
  }

  /** A prediction for each row. An error names the row, from 1. */
  predictMany(rows, options) {
    return Array.from(rows, (row, i) => {
      try {
        return this.predict(row, options);
      } catch (error) {
        throw new Error(`Row ${i + 1}: ${error.message}`, { cause: error });
      }
    });
  }
}

/** A network without a table: floats in, floats out. Make one with load. */
class NetworkPredictor {
  #networks;

  constructor(networks) {
    this.#networks = networks;
    /** How many inputs and outputs it has. */
    this.info = PROGRAM.info;
  }

  /**
   * The outputs of one sample.
   * @param {ArrayLike<number>} x
   * @returns {Float32Array}
   */
  predict(x) {
    const { memory, run } = this.#networks, { input, output, width } = PROGRAM.memory;
    if (x.length !== PROGRAM.info.inputs)
      throw new Error(`The network takes ${PROGRAM.info.inputs} numbers, but ${x.length} were given.`);
    memory.set(x, input / 4);
    run();
    return memory.slice(output / 4, output / 4 + width);
  }
}

/** The bytes of a source: what was given, or a file of that address. */
async function bytesAt(source) {
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  const address = new URL(source, import.meta.url);
  if (address.protocol === "file:" && typeof process !== "undefined" && process.versions?.node)
    return new Uint8Array(await (await import("node:fs/promises")).readFile(address));
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} cannot be read: HTTP ${response.status}. Put the weights there, or give their address.`);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * Loads the model: its weights from the source, else those of this module.
 * @param {ArrayBuffer | Uint8Array | URL | string} [source] a safetensors file's bytes or address
 */
async function load(source) {
  const file = source !== undefined ? await bytesAt(source) : WEIGHTS !== null ? bytesOf(WEIGHTS) : await bytesAt("./model.safetensors");
  const networks = await loadNetworks(PROGRAM, file);
  return PROGRAM.columns ? new Predictor(networks) : new NetworkPredictor(networks);
}
