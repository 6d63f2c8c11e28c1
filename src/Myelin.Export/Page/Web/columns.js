// What is known of each column, and the row that is predicted.

const facts = JSON.parse(byId("facts").textContent);
const isClasses = facts.classes !== null;

/** The row: of each column a number, a text, a boolean, or null where it is missing. Dates are days since 1970. */
const row = new Map();

/** Called after the row has changed. */
const listeners = [];

function setCell(column, cell) {
  row.set(column.name, cell);
  for (const listener of listeners) listener(column);
}

function setRow(cells) {
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

/** A prediction as one number: the probability of a class, or the number itself. */
const numberOf = (prediction, place) => isClasses ? prediction.probabilities[place] : prediction.value;

/** A predicted number as a person reads it. */
const targetText = value => facts.targetType === "date" ? dateText(value, true).replace("T", " ") : shown(value);

/** What is unlike the training rows, in a sentence each. */
function warningsOf(prediction) {
  const found = prediction.unknown.map(({ column: name, kind, text, far }) => {
    if (kind === "missing") return [named(name), " is missing, but no training row has a missing value here."];
    if (kind === "unseen") return [named(name), ": ", named(`“${text}”`), " is an unseen category."];
    const column = facts.columns.find(known => known.name === name), [low, high] = column.range;
    return [named(name), `: ${text} is ${far ? "far " : ""}${kind} the range of the training rows, ` +
      `${cellText(column, low)} to ${cellText(column, high)}.`];
  });
  if (facts.coverage !== null && prediction.unknown.some(({ far }) => far))
    found.push(["The prediction interval does not cover a row this far outside."]);
  if (prediction.clamped)
    found.push([`The prediction is limited to the range of the training rows' targets, ${facts.bounds.map(targetText).join(" to ")}.`]);
  return found;
}
