// CSV, read and written: RFC 4180, with the delimiter found in the first record.

const delimiters = [",", ";", "\t", "|"], longestRecord = 1 << 24;

/** Text that is no CSV, and in which line. */
class CsvFault extends Error {
  constructor(line, problem) { super(`line ${line}: ${problem}.`); }
}

/** Gives the records of a text that comes piece by piece: cells without quotes and the blanks around them, and the record's line. */
class CsvReader {
  #rest = ""; #line = 1; #begun = false; delimiter = null;

  /** @returns {Generator<{cells: string[], line: number}>} without blank lines */
  *records(piece, isLast) {
    let text = this.#rest + piece, at = 0;
    if (!this.#begun && text.startsWith("\uFEFF")) text = text.slice(1);
    this.#begun = this.#begun || text.length > 0;
    if (this.delimiter === null) {
      if (!isLast && !/[\r\n]/.test(text.trimStart()) && text.length < longestRecord) {
        this.#rest = text;
        return;
      }
      this.delimiter = delimiterOf(text);
    }
    while (at < text.length) {
      const record = this.#record(text, at, isLast);
      if (record === null) break;
      const line = this.#line;
      [at, this.#line] = [record.next, this.#line + record.lines];
      if (record.cells.length > 1 || record.cells[0] !== "" || record.isQuoted) yield { cells: record.cells, line };
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > longestRecord)
      throw new CsvFault(this.#line, "a record has more than 16,777,216 characters. Is a quote left open?");
  }

  // null where the text ends before the record does, and more of it comes
  #record(text, at, isLast) {
    const cells = [];
    let lines = 0, isQuoted = false;
    for (;;) {
      while (isBlank(text[at]) && text[at] !== this.delimiter) at++;
      let cell;
      if (text[at] === "\"") {
        isQuoted = true;
        const opened = this.#line + lines;
        let from = ++at;
        for (cell = ""; ; from = at) {
          const end = text.indexOf("\"", at);
          if (end < 0 || end + 1 === text.length && !isLast) {
            if (isLast) throw new CsvFault(opened, `field ${cells.length + 1} opens a quote that is never closed`);
            return null;
          }
          cell += text.slice(from, end);
          at = end + 1;
          if (text[at] !== "\"") break;
          cell += "\"";
          at++;
        }
        lines += (cell.match(/\r\n|\r|\n/g) ?? []).length;
        cell = cell.replace(/^[ \t]+|[ \t]+$/g, "");
        while (isBlank(text[at]) && text[at] !== this.delimiter) at++;
        if (at < text.length && text[at] !== this.delimiter && text[at] !== "\r" && text[at] !== "\n")
          throw new CsvFault(this.#line + lines,
            `field ${cells.length + 1} has text after its closing quote. Write a quote inside quotes twice`);
      } else {
        const from = at;
        while (at < text.length && text[at] !== this.delimiter && text[at] !== "\r" && text[at] !== "\n") at++;
        cell = text.slice(from, at).replace(/[ \t]+$/, "");
      }
      cells.push(cell);
      if (at >= text.length) return isLast ? { cells, next: at, lines: lines + 1, isQuoted } : null;
      if (text[at] === this.delimiter) {
        at++;
        continue;
      }
      if (text[at] === "\r") {
        if (at + 1 === text.length && !isLast) return null;
        if (text[at + 1] === "\n") at++;
      }
      return { cells, next: at + 1, lines: lines + 1, isQuoted };
    }
  }
}

const isBlank = letter => letter === " " || letter === "\t";

/** The one of , ; tab | that occurs most often in the first record, outside quotes. */
function delimiterOf(text) {
  const counts = new Map(delimiters.map(delimiter => [delimiter, 0]));
  let isQuoted = false;
  for (const letter of text.replace(/^[\r\n]+/, "")) {
    if (letter === "\"") isQuoted = !isQuoted;
    else if (!isQuoted && (letter === "\r" || letter === "\n")) break;
    else if (!isQuoted && counts.has(letter)) counts.set(letter, counts.get(letter) + 1);
  }
  return delimiters.reduce((best, delimiter) => counts.get(delimiter) > counts.get(best) ? delimiter : best);
}

/** A cell of CSV, in quotes where it needs them. */
function csvCell(text, delimiter) {
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}

/** Text that a spreadsheet would run as a formula begins with an apostrophe; numbers stay. */
const guarded = text => /^[ \u00A0]*[=+\-@\t\r\n＝＋－＠]/.test(text) && Number.isNaN(Number(text.replace(",", "."))) ? `'${text}` : text;

/** The shortest text that reads back as the same float32. */
function floatText(number) {
  for (let digits = 1; digits < 10; digits++) {
    const text = String(Number(number.toPrecision(digits)));
    if (Math.fround(Number(text)) === number) return text;
  }
  return String(number);
}
