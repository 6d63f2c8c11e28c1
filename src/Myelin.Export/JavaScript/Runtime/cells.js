// --- cells: read as .NET reads the training table's

const BLANKS = /^[ \t]+|[ \t]+$/g;

/** What a number of .NET is as text: 0.0001, 1E-05, 123456789, 1E+17. */
function textOf(number) {
  if (number === 0) return "0";
  const [, sign, first, rest = "", power] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(number.toExponential());
  const exponent = Number(power), digits = first + rest;
  if (exponent < -4 || exponent > 16)
    return `${sign}${first}${rest && "." + rest}E${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0"), part = digits.slice(exponent + 1);
  return sign + whole + (part && "." + part);
}

/** A plain number, or NaN: the whole text, digits 0 to 9, one decimal sign, one exponent, a finite result. */
function plainNumber(text, decimal) {
  if (text.length > 512) return NaN;
  if (decimal === ",") {
    if (text.includes(".")) return NaN;
    text = text.replaceAll(",", ".");
  }
  const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : NaN;
}

const groupSigns = thousands => thousands === " " ? " \u00A0\u2009\u202F" : thousands === "'" ? "'\u2019" : thousands;

/** A plain number whose thousands may be grouped, strictly in threes. */
function groupedNumber(text, { decimal, thousands }) {
  const plain = plainNumber(text, decimal);
  if (!Number.isNaN(plain) || thousands === null || text.length > 512) return plain;
  const [, sign, whole, point, part] = /^([+-]?)([^]*?)(?:([.,])(\d*))?$/.exec(text);
  const [parted, between] = point === undefined || point === decimal ? [whole, ""] : [text.slice(sign.length), ""];
  const signs = [...new Set(parted.replace(/\d/g, ""))];
  if (signs.length !== 1 || !groupSigns(thousands).includes(signs[0])) return NaN;
  if (!parted.split(signs[0]).every((group, i) => i === 0 ? /^[1-9]\d{0,2}$/.test(group) : /^\d{3}$/.test(group))) return NaN;
  return plainNumber(sign + parted.replaceAll(signs[0], between) + (point === decimal ? decimal + part : ""), decimal);
}

const POWERS = { K: 3, k: 3, M: 6, m: 6, B: 9, b: 9, bn: 9, Bn: 9, T: 12, t: 12 };

/** A number with a unit or a suffix: 12 km, −$5, ($1,200), 1.2K; NaN where it is none. */
function writtenNumber(text, form) {
  if (text.length < 2 || text.length > 64) return NaN;
  const brackets = text.startsWith("(") && text.endsWith(")");
  let cell = brackets ? text.slice(1, -1).trim() : text, negative = brackets, signs = 0;
  let first = cell.search(/\d/);
  if (first < 0) return NaN;
  if (first > 0 && /[.,]/.test(cell[first - 1])) first--;
  const before = cell.slice(0, first).trim().replace(/^(?:[+-]\s*)+|(?:\s*[+-])+$/g, found => {
    signs += found.replace(/\s/g, "").length;
    negative ||= found.includes("-");
    return "";
  });
  if (signs > (brackets ? 0 : 1)) return NaN;
  const digits = /^(?:\d|\.|[,'\u2019 \u00A0\u2009\u202F](?=\d))*(?:[eE][+-]?\d+)?/.exec(cell.slice(first))[0];
  let after = cell.slice(first + digits.length).replace(/^[ \u00A0\u2009\u202F]/, "");
  if (before !== "" && !(form.currency && before === form.unit)) return NaN;
  if (before === "" && after === "" || brackets && !(form.currency && (before === form.unit || after === form.unit))) return NaN;
  const power = form.suffixes ? POWERS[after] ?? 0 : 0;
  if (power) after = "";
  if (before !== "" && after !== "") return NaN;
  const unit = before || after;
  if (unit === "" ? form.unit !== null && !form.optional : unit !== form.unit) return NaN;
  let value = groupedNumber(digits, form);
  if (power && /[eE]/.test(digits)) return NaN;
  if (power && !Number.isNaN(value)) {
    const groups = form.thousands === null ? "" : groupSigns(form.thousands);
    // 1.2K is 1.2e3, rounded once
    value = plainNumber(`${[...digits].filter(sign => !groups.includes(sign)).join("").replace(form.decimal, ".")}e${power}`, ".");
  }
  return negative ? -value : value;
}

/** The number that a text is in a column's notation; NaN where it is none. */
function numberOf(text, form) {
  const isPlainTaken = form.unit === null || form.optional;
  if (!Number.isNaN(plainNumber(text, form.decimal))) return isPlainTaken ? plainNumber(text, form.decimal) : NaN;
  const grouped = form.thousands === null ? NaN : groupedNumber(text, form);
  if (!Number.isNaN(grouped)) return isPlainTaken ? grouped : NaN;
  return form.unit !== null || form.suffixes ? writtenNumber(text, form) : NaN;
}

/**
 * A cell as its column holds it: null where it is missing, else a number, a word, or the ticks of a date.
 * @returns {{number?: number, word?: string, ticks?: bigint} | null}
 */
function readCell(column, value, reading) {
  const refuse = problem => { throw new Error(`Column ${column.name}: ${problem}`); };
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  if (typeof value === "bigint") value = Number(value);
  if (typeof value === "number" && !Number.isFinite(value)) refuse("the value is infinite, and must be a finite number or missing");
  if (value instanceof Date && Number.isNaN(value.getTime())) refuse("the value is an invalid Date");
  if (!["number", "boolean", "string"].includes(typeof value) && !(value instanceof Date))
    refuse("the value is an object. Give a number, a text, true or false, a Date, or null for a missing value");
  if (column.type === "date" && (typeof value === "number" || typeof value === "boolean"))
    refuse(`${quoted(value)} is not a date, as the model was trained on`);
  if (typeof value === "string") {
    value = value.replace(BLANKS, "");
    if (value.includes("\0")) refuse("the value holds a NUL character, which no text has");
    if (reading.missing.has(value)) return null;
  } else if (typeof value === "number" && reading.missing.has(textOf(value))) return null;
  return READERS[column.type](column, value, refuse);
}

const quoted = value => typeof value === "string" ? value.length > 40 ? `"${value.slice(0, 40)}…" (${value.length} characters)` : `"${value}"`
  : typeof value === "number" ? textOf(value) : value instanceof Date ? dateText(ticksOf(value)) : String(value);

const READERS = {
  number(column, value, refuse) {
    if (typeof value === "number") return { number: value };
    // a truth value is a number where the column's numbers are 0 and 1
    if (typeof value === "boolean" && !(column.range && (column.range[0] < 0 || column.range[1] > 1))) return { number: value ? 1 : 0 };
    const number = typeof value === "string" ? numberOf(value, column.form) : NaN;
    return Number.isNaN(number) ? refuse(`${quoted(value)} is not a number, as the model was trained on`) : { number };
  },

  boolean(column, value, refuse) {
    const text = String(value).toLowerCase();
    if (!(value instanceof Date) && ["true", "1"].includes(text)) return { word: "true" };
    if (!(value instanceof Date) && ["false", "0"].includes(text)) return { word: "false" };
    return refuse(`${quoted(value)} is neither true nor false, as the model was trained on`);
  },

  category(column, value, refuse) {
    if (typeof value === "string") return { word: value };
    const [kind, isOfKind] = typeof value === "number" ? ["a number", word => !Number.isNaN(plainNumber(word, "."))]
      : typeof value === "boolean" ? ["a truth value", word => /^(true|false)$/i.test(word)]
      : ["a date", word => parseDate(word, column) !== null];
    const word = typeof value === "number" ? Math.abs(value) <= 2 ** 53 && Number.isInteger(value) ? String(value === 0 ? 0 : value)
      : textOf(value) : value instanceof Date ? dateText(ticksOf(value)) : String(value);
    if (column.known.has(word)) return { word };
    // True or TRUE in the training file
    const same = typeof value === "boolean" ? column.categories.find(known => known.toLowerCase() === word) : undefined;
    if (same !== undefined) return { word: same };
    return column.categories.length === 0 || column.categories.some(isOfKind) ? { word }
      : refuse(`${word} is ${kind}, but the model was trained on categories such as ${quoted(column.categories[0])}. ` +
        "Give the category as text");
  },

  date(column, value, refuse) {
    if (value instanceof Date) return { ticks: ticksOf(value) };
    const ticks = typeof value === "string" ? parseDate(value, column) : null;
    return ticks === null ? refuse(`${quoted(value)} is not a date as ${column.form.date ?? "2026-11-22 or 2026-11-22T18:30:00"}, ` +
      "as the model was trained on") : { ticks };
  },
};
