// What is known of each column, and the row that is predicted.

const facts = JSON.parse(byId("facts").textContent);
const isClasses = facts.classes !== null;

/** The row: of each column a number, a text, a boolean, or null where it is missing. Dates are days since 1970. */
const row = new Map();

/** Columns whose field holds what is no cell; nothing is predicted meanwhile. */
const invalid = new Set();

/** Called after the row has changed. */
const listeners = [];

function setCell(column, cell) {
  row.set(column.name, cell);
  invalid.delete(column);
  for (const listener of listeners) listener(column);
}

function setInvalid(column) {
  invalid.add(column);
  for (const listener of listeners) listener(column);
}

function setRow(cells) {
  invalid.clear();
  facts.columns.forEach((column, i) => row.set(column.name, cells[i]));
  for (const listener of listeners) listener(null);
}

/** The row as the predictor takes it, with one cell replaced where a column is given. */
function rowWith(column, cell) {
  const cells = Object.create(null);
  for (const { name, type } of facts.columns) {
    const value = column && column.name === name ? cell : row.get(name);
    cells[name] = type === "date" && value !== null ? new Date(Math.round(value * msPerDay)) : value;
  }
  return cells;
}

/** A cell as a person reads it. */
function cellText(column, cell) {
  if (cell === null) return "missing";
  if (column.type === "date") return dateText(cell, column.time);
  return typeof cell === "number" ? shown(cell) : String(cell);
}

/** A number's text as a field takes it: all its digits but the noise of the last ones, with the column's decimal sign. */
const typed = (number, form) => String(Number.isInteger(number) ? number : Number(number.toPrecision(15))).replace(".", form.decimal);

/** The number that a text is in its column, with or without the unit; null where it is missing, NaN for any other text. */
function typedNumber(text, form) {
  const cell = text.replace(BLANKS, "");
  return cell === "" || PROGRAM.reading.missing.includes(cell) ? null : numberOf(cell, { ...form, optional: true });
}

/** What cannot be predicted, as parts of a line: "Not a number: Age, Fare". */
function invalidParts() {
  return ["number", "date"].flatMap(type => {
    const names = [...invalid].filter(column => column.type === type).map(column => named(column.name));
    return names.flatMap((name, i) => [i > 0 ? ", " : `Not a ${type}: `, name]).concat(names.length > 0 ? ". " : []);
  });
}

/** A prediction as one number: the probability of a class, or the number itself. */
const answerOf = (prediction, place) => isClasses ? prediction.probabilities[place] : prediction.value;

/** A predicted number as a person reads it. */
const targetText = value => facts.targetType === "date" ? dateText(value, true).replace("T", " ") : shown(value);

/** What is unlike the training rows, in a sentence each. */
function warningsOf(prediction) {
  const found = prediction.unknown.map(({ column: name, kind, text, far }) => {
    if (kind === "missing") return [named(name), " is missing, but no training row has a missing value here."];
    if (kind === "unseen") return [named(name), ": ", named(`“${text}”`), " is an unseen category."];
    const column = facts.columns.find(known => known.name === name), [low, high] = column.range;
    const cell = column.type === "number" ? inSign(text) : text;
    return [named(name), `: ${cell} is ${far ? "far " : ""}${kind} the range of the training rows, ` +
      `${cellText(column, low)} to ${cellText(column, high)}.`];
  });
  if (facts.coverage !== null && prediction.unknown.some(({ far }) => far))
    found.push(["The prediction interval does not cover a row this far outside."]);
  if (prediction.clamped)
    found.push([`The prediction is limited to the range of the training rows' targets, ${facts.bounds.map(targetText).join(" to ")}.`]);
  return found;
}
