// --- encoders: cells become the row of floats that enters the networks

const partOf = {
  time: ticks => daysOf(ticks),
  year: ticks => civil(Number(ticks / TICKS_OF_DAY)).year,
  month: ticks => civil(Number(ticks / TICKS_OF_DAY)).month - 1,
  day: ticks => civil(Number(ticks / TICKS_OF_DAY)).day,
  // 0001-01-01 was a Monday
  weekday: ticks => (Number(ticks / TICKS_OF_DAY) + 1) % 7,
  hour: ticks => Number(ticks % TICKS_OF_DAY) / 864000000000,
};

/** Each kind of rule writes a cell's numbers to a row of floats. */
const RULES = {
  words({ first, base, rows, places, unknown }, cell, row) {
    const place = cell === null ? undefined : places.get(cell.word), differences = place === undefined ? unknown : rows[place];
    for (let i = 0; i < base.length; i++) row[first + i] = base[i];
    for (let i = 0; i < differences.length; i += 2) row[first + differences[i]] = differences[i + 1];
  },

  number({ first, part, missing, formula }, cell, row) {
    const number = cell === null ? missing : part === undefined ? cell.number : partOf[part](cell.ticks);
    row[first] = FORMULAS[formula](number);
  },

  mark({ first, present, missing }, cell, row) { row[first] = cell === null ? missing : present; },

  pieces({ first, missing, bounds }, cell, row) {
    const x = cell === null ? missing : cell.number;
    for (let i = 1; i < bounds.length; i++) {
      const low = bounds[i - 1], high = bounds[i];
      row[first + i - 1] = low < x ? x < high ? 2 * ((x - low) / (high - low)) - 1 : 1 : -1;
    }
  },

  circle({ first, part, places }, cell, row) {
    if (cell === null) row[first] = row[first + 1] = 0;
    else if (places) {
      const place = 2 * partOf[part](cell.ticks);
      row[first] = places[place];
      row[first + 1] = places[place + 1];
    } else {
      const angle = 2 * Math.PI * partOf[part](cell.ticks);
      row[first] = exact_sin(angle);
      row[first + 1] = exact_cos(angle);
    }
  },
};

/** What of a cell is unlike the training rows' cells, as the list of a prediction. */
function addUnknown(column, cell, unknown) {
  if (cell === null) {
    if (!column.missing) unknown.push({ column: column.name, kind: "missing", text: "" });
    return;
  }
  if (column.known) {
    if (!column.known.has(cell.word)) unknown.push({ column: column.name, kind: "unseen", text: cell.word });
    return;
  }
  if (!column.range) return;
  const [low, high] = column.range, value = cell.ticks === undefined ? cell.number : daysOf(cell.ticks);
  const kind = value < low ? "below" : value > high ? "above" : null;
  if (kind)
    unknown.push({
      column: column.name, kind, text: cell.ticks === undefined ? textOf(cell.number) : dateText(cell.ticks),
      far: Math.max(low - value, value - high) > 0.1 * (high - low),
    });
}
