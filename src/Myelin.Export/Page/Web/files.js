// A file of rows: CSV in, CSV with predictions out.

const previewRows = 20, mostErrors = 50, previewColumns = 5;

/** Reads rows, predicts them, and keeps the lines of the file to download. */
class FilePrediction {
  rows = 0; failed = 0; errors = []; preview = []; header = null;
  #parts = []; #reader = new CsvReader(); #places = null; #guards;

  constructor(predict, guards) { [this.predict, this.#guards] = [predict, guards]; }

  /** Predicts the rows of a piece of text, a few at a time. */
  async add(piece, isLast, isOver) {
    let start = performance.now();
    for (const { cells, line } of this.#reader.records(piece, isLast)) {
      if (this.header === null) this.#begin(cells);
      else this.#row(cells, line);
      if (performance.now() - start < 12) continue;
      await pause();
      if (isOver()) return;
      start = performance.now();
    }
    if (isLast && this.header === null)
      throw new Error("The text is empty. Expected a line with the names of the columns, then a line for each row.");
  }

  blob() { return new Blob(this.#parts, { type: "text/csv;charset=utf-8" }); }

  #begin(names) {
    const absent = facts.columns.filter(({ name }) => !names.includes(name)).map(({ name }) => name);
    if (absent.length > 0) {
      const list = absent.slice(0, 10).join(", ") + (absent.length > 10 ? ` and ${absent.length - 10} more` : "");
      throw new Error(`line 1: ${absent.length === 1 ? "column" : "columns"} ${list} ${absent.length === 1 ? "is" : "are"} missing. ` +
        `The model was trained with ${absent.length === 1 ? "it" : "them"}. ` +
        `Found: ${names.slice(0, 10).join(", ")}${names.length > 10 ? ", …" : ""}.`);
    }
    const twice = facts.columns.find(({ name }) => names.indexOf(name) !== names.lastIndexOf(name));
    if (twice) throw new Error(`line 1: column ${twice.name} occurs twice. Expected it once.`);
    this.header = names;
    this.#places = facts.columns.map(({ name }) => names.indexOf(name));
    const own = [`predicted ${facts.target}`,
      ...isClasses ? facts.classes.map(name => `p(${name})`) : facts.coverage !== null ? ["low", "high"] : [], "notes"];
    for (let i = 0; i < own.length; i++) while (names.includes(own[i])) own[i] = `predicted ${own[i]}`;
    this.#write([...names, ...own]);
  }

  #row(cells, line) {
    this.rows++;
    let prediction = null, problem = null;
    if (cells.length !== this.header.length)
      problem = `has ${cells.length} ${cells.length === 1 ? "cell" : "cells"}. Expected ${this.header.length}, as in line 1`;
    else try {
      const named = Object.create(null);
      facts.columns.forEach((column, i) => { named[column.name] = cells[this.#places[i]]; });
      prediction = this.predict(named);
    } catch (error) {
      problem = error.message;
    }
    if (problem !== null) {
      this.failed++;
      if (this.errors.length < mostErrors) this.errors.push(`line ${line}: ${problem.replace(/\.$/, "")}.`);
    }
    const own = this.#own(prediction), notes = problem === null ? notesOf(prediction) : `error: ${problem}`;
    const wide = Math.max(this.header.length, cells.length);
    this.#write([...Array.from({ length: wide }, (_, i) => cells[i] ?? ""), ...own, notes]);
    if (this.preview.length < previewRows) this.preview.push({ line, cells, prediction, notes });
  }

  #own(prediction) {
    if (prediction === null) return Array(isClasses ? 1 + facts.classes.length : facts.coverage !== null ? 3 : 1).fill("");
    if (isClasses) return [prediction.class, ...prediction.probabilities.map(p => this.#number(floatText(p)))];
    return [prediction.value, ...facts.coverage !== null ? [prediction.low, prediction.high] : []]
      .map(value => facts.targetType === "date" ? dateText(value, true) : this.#number(String(value)));
  }

  // a spreadsheet that writes 1,5 reads it, too
  #number(text) { return facts.decimal === "," && this.#reader.delimiter !== "," ? text.replace(".", ",") : text; }

  #write(cells) {
    const { delimiter } = this.#reader;
    this.#parts.push(cells.map(cell => csvCell(this.#guards ? guarded(cell) : cell, delimiter)).join(delimiter) + "\n");
    // few large pieces in place of many small ones
    if (this.#parts.length >= 4096) this.#parts = [new Blob(this.#parts)];
  }
}

/** "age: far above range; sex: unseen", as myelin predict --flags writes it. */
function notesOf(prediction) {
  const found = prediction.unknown.map(({ column: name, kind, far }) => `${name}: ` +
    (kind === "below" || kind === "above" ? `${far ? "far " : ""}${kind} range` : kind));
  if (prediction.clamped) found.push("prediction: clamped");
  if (facts.coverage !== null && prediction.unknown.some(({ far }) => far)) found.push("interval: not covered");
  return found.join("; ");
}

/** The section for files: chosen, dropped or pasted. */
function makeFiles(predict) {
  const file = byId("file"), drop = byId("drop"), pasted = byId("pasted"), progress = byId("progress"), state = byId("file-state");
  const cancel = byId("cancel"), save = byId("save"), errors = byId("file-errors"), preview = byId("preview"), guards = byId("guards");
  let run = 0, address = null;

  async function read(source, name) {
    const own = ++run, isOver = () => own !== run;
    if (address) URL.revokeObjectURL(address);
    [address, save.hidden, preview.hidden, errors.hidden, progress.hidden, cancel.hidden] = [null, true, true, true, false, false];
    progress.value = 0;
    state.textContent = `Reading ${name} …`;
    const work = new FilePrediction(predict, guards.checked);
    try {
      await readPieces(source, async (piece, share, isLast) => {
        await work.add(piece, isLast, isOver);
        progress.value = share;
      }, isOver);
      if (!isOver()) finish(work, name);
    } catch (error) {
      if (!isOver()) stop(`${name}: ${error.message}`);
    }
  }

  function stop(message) {
    [progress.hidden, cancel.hidden, state.textContent] = [true, true, message];
  }

  function finish(work, name) {
    const rows = count => `${count.toLocaleString("en-US")} ${count === 1 ? "row" : "rows"}`;
    stop(`${name}: ${rows(work.rows - work.failed)} predicted` + (work.failed ? `, ${rows(work.failed)} with errors.` : "."));
    errors.hidden = work.errors.length === 0;
    errors.replaceChildren(...work.errors.map(text => make("li", { dir: "auto" }, text)));
    if (work.failed > work.errors.length) errors.append(make("li", {}, `${rows(work.failed - work.errors.length)} more with errors.`));
    address = URL.createObjectURL(work.blob());
    save.href = address;
    save.download = `${name.replace(/\.[^.]*$/, "")}.predicted.csv`;
    save.hidden = false;
    showPreview(work);
  }

  function showPreview(work) {
    const head = text => make("th", { scope: "col" }, named(text)), cell = text => make("td", {}, named(text));
    const kept = work.header.slice(0, previewColumns);
    preview.hidden = work.preview.length === 0;
    byId("preview-table").replaceChildren(
      make("caption", {}, `The first ${work.preview.length} of ${work.rows.toLocaleString("en-US")} rows`),
      make("thead", {}, make("tr", {}, head("line"), head(`predicted ${facts.target}`),
        head(isClasses ? "probability" : facts.coverage !== null ? `${Math.round(100 * facts.coverage)} % interval` : ""),
        ...kept.map(head), head("notes"))),
      make("tbody", {}, ...work.preview.map(({ line, cells, prediction, notes }) => make("tr", {},
        make("th", { scope: "row" }, String(line)),
        cell(prediction === null ? "–" : isClasses ? prediction.class : targetText(prediction.value)),
        cell(prediction === null ? "" : isClasses ? percent(prediction.value)
          : prediction.low === undefined ? "" : `${targetText(prediction.low)} to ${targetText(prediction.high)}`),
        ...kept.map((_, i) => cell(cells[i] ?? "")), cell(notes)))));
  }

  file.addEventListener("change", () => { if (file.files.length > 0) read(file.files[0], file.files[0].name); });
  byId("predict-pasted").addEventListener("click", () => read(new Blob([pasted.value]), "pasted"));
  cancel.addEventListener("click", () => {
    run++;
    stop("Cancelled.");
  });
  for (const event of ["dragenter", "dragover", "dragleave", "drop"]) drop.addEventListener(event, e => {
    e.preventDefault();
    drop.classList.toggle("over", event === "dragenter" || event === "dragover");
    if (event === "drop" && e.dataTransfer.files.length > 0) read(e.dataTransfer.files[0], e.dataTransfer.files[0].name);
  });
}

/** The text of a file, piece by piece: UTF-8, or UTF-16 where its first bytes say so. */
async function readPieces(source, use, isOver) {
  const [first, second] = new Uint8Array(await source.slice(0, 2).arrayBuffer());
  const encoding = first === 0xFF && second === 0xFE ? "utf-16le" : first === 0xFE && second === 0xFF ? "utf-16be" : "utf-8";
  const decoder = new TextDecoder(encoding, { fatal: true }), size = 1 << 18;
  for (let at = 0; !isOver(); at += size) {
    const isLast = at + size >= source.size, bytes = await source.slice(at, at + size).arrayBuffer();
    let piece;
    try {
      piece = decoder.decode(bytes, { stream: !isLast });
    } catch {
      throw new Error("the text is not UTF-8. Save the file with that encoding, then choose it again.");
    }
    await use(piece, Math.min(1, (at + size) / source.size), isLast);
    if (isLast) return;
  }
}
