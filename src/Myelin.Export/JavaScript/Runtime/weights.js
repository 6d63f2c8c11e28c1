// --- weights: a safetensors file, checked and copied into the memory of the WebAssembly module

/** The bytes of base64 text. */
function bytesOf(base64) {
  if (typeof Uint8Array.fromBase64 === "function") return Uint8Array.fromBase64(base64);
  const text = atob(base64), bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** CRC-32 of bytes (ISO 3309), as a number from 0 to 2³² − 1. */
function checksum(bytes) {
  const table = checksum.table ??= Uint32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xEDB88320 ^ (n >>> 1) : n >>> 1;
    return n;
  });
  let sum = -1;
  for (let i = 0; i < bytes.length; i++) sum = table[(sum ^ bytes[i]) & 255] ^ (sum >>> 8);
  return (sum ^ -1) >>> 0;
}

/**
 * The tensors of a safetensors file: 8 bytes of header length, a JSON header, and the numbers.
 * @param {Uint8Array} file
 * @returns {Map<string, {shape: number[], bytes: Uint8Array}>}
 */
function readTensors(file) {
  const wrong = problem => new Error(`The weights cannot be read: ${problem}. Copy the file again, or export the model again.`);
  if (file.length < 8) throw wrong(`a safetensors file has at least 8 bytes, but ${file.length} were found`);
  const view = new DataView(file.buffer, file.byteOffset, file.length), length = view.getUint32(0, true), start = 8 + length;
  if (view.getUint32(4, true) !== 0 || start > file.length)
    throw wrong(`the header should end at byte ${start + view.getUint32(4, true) * 2 ** 32}, but the file has ${file.length} bytes`);
  let header;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file.subarray(8, start)));
  } catch {
    throw wrong("the header is not JSON. Is it a safetensors file?");
  }
  const tensors = new Map();
  let end = start;
  for (const [name, tensor] of Object.entries(header ?? {})) {
    if (name === "__metadata__") continue;
    const { dtype, shape, data_offsets: offsets } = tensor ?? {};
    if (!Array.isArray(shape) || !Array.isArray(offsets)) throw wrong(`tensor ${name} has no shape or no data_offsets`);
    const [first, last] = offsets, bytes = shape.reduce((size, n) => size * n, 4);
    if (dtype !== "F32") continue;
    if (last - first !== bytes || !(first >= 0)) throw wrong(`tensor ${name} should have ${bytes} bytes, but the header says ${last - first}`);
    end = Math.max(end, start + last);
    if (end > file.length) throw wrong(`the file is cut off: it has ${file.length} bytes, but tensor ${name} ends at byte ${end}`);
    tensors.set(name, { shape, bytes: file.subarray(start + first, start + last) });
  }
  return tensors;
}

/** The compiled networks: with relaxed SIMD, which is fast, where the processor rounds x·y + z once, else without. */
async function compile() {
  const env = { sin_of_huge: x => d_sin_of_huge(x), cos_of_huge: x => d_cos_of_huge(x) };
  const fast = FAST_WASM === null ? null : bytesOf(FAST_WASM), exact = bytesOf(WASM);
  if (fast !== null && WebAssembly.validate(fast)) {
    const { instance } = await WebAssembly.instantiate(fast, { env });
    // (1 + 2⁻¹²)² = 1 + 2⁻¹¹ + 2⁻²⁴, whose last part a float does not hold
    if (instance.exports.fused(1 + 2 ** -12, 1 + 2 ** -12, -1 - 2 ** -11) === 2 ** -24) return instance;
  }
  if (!WebAssembly.validate(exact))
    throw new Error("WebAssembly with 128-bit SIMD is missing here. Use Node.js 16.4, Chrome 91, Firefox 89, Safari 16.4 or later.");
  return (await WebAssembly.instantiate(exact, { env })).instance;
}

/** Checks the weights and writes them to the networks' memory. */
async function loadNetworks(program, file) {
  const tensors = readTensors(file);
  for (const [name, elements, sum] of program.tensors) {
    const tensor = tensors.get(name);
    if (!tensor) throw new Error(`The weights have no tensor ${name}. Use the file that was exported with this module.`);
    if (tensor.bytes.length !== 4 * elements)
      throw new Error(`Tensor ${name} has ${tensor.bytes.length / 4} numbers, but ${elements} were expected. ` +
        "Use the file that was exported with this module.");
    if (checksum(tensor.bytes) !== sum)
      throw new Error(`Tensor ${name} is damaged, or is of another model: its checksum is ${checksum(tensor.bytes)}, not ${sum}. ` +
        "Use the file that was exported with this module.");
  }
  const instance = await compile();
  const memory = new Float32Array(instance.exports.memory.buffer);
  for (const [tensor, address, rows, columns, blocks] of program.weights) {
    // a copy stands at a multiple of four bytes, as the view needs it
    const from = new Float32Array(tensors.get(program.tensors[tensor][0]).bytes.slice().buffer);
    let to = address / 4, first = 0;
    for (let block = 0; first < columns; block++) {
      // the last width is that of all further blocks
      const width = blocks[Math.min(block, blocks.length - 1)];
      const count = Math.min(width, columns - first);
      if (count === columns && width === columns) memory.set(from, to);
      else
        for (let row = 0; row < rows; row++)
          for (let k = 0; k < count; k++) memory[to + row * width + k] = from[row * columns + first + k];
      to += rows * width;
      first += width;
    }
  }
  return { run: instance.exports.predict, memory };
}
