// The form: a control for each column.

const mostOptions = 12;

/** Makes the control of a column; it shows the row's cell when asked to. */
function fieldOf(column, index) {
  const kind = column.type === "number" || column.type === "date" ? numberField
    : column.type === "boolean" ? choiceField
    : column.categories.length > mostOptions ? searchField : selectField;
  const field = kind(column, `c${index}`);
  field.element.classList.add("field");
  field.element.dataset.index = index;
  return field;
}

/** A number or a date: a field, a slider over the range of the training rows, and their histogram above it. */
function numberField(column, id) {
  const isDate = column.type === "date", { form } = PROGRAM.columns[facts.columns.indexOf(column)];
  const scale = sliderScale(column);
  // as text: browsers read a number field in the language of the browser, and 62,5 as 625. A keypad may have no minus sign
  const input = make("input", {
    id, ...isDate ? { type: column.time ? "datetime-local" : "date", step: column.time ? 1 : null }
      : { type: "text", inputmode: column.range?.[0] < 0 ? "text" : "decimal" },
    autocomplete: "off", "aria-describedby": `${id}-hint ${id}-problem`,
  });
  const problem = make("p", { class: "problem", id: `${id}-problem` });
  const missing = missingBox(id);
  const slider = scale && make("input", { type: "range", min: 0, max: scale.steps, step: 1, "aria-label": `${column.name}, slider` });
  const bars = scale && column.edges ? histogram(column) : null;
  const read = () => !isDate ? typedNumber(input.value, form) : input.validity.badInput ? NaN
    : input.value === "" ? null : daysOf(input.value);
  const take = () => Number.isNaN(read()) ? setInvalid(column) : setCell(column, read());
  input.addEventListener("input", take);
  // a half-written date that is deleted tells nothing
  input.addEventListener("blur", () => { if (invalid.has(column)) take(); });
  const example = isDate ? "" : typed(column.typical ?? 0, form);
  const says = () => isDate ? "The date is incomplete. Enter all its parts, or delete them if the value is missing."
    : `“${visible(input.value.length > 40 ? `${input.value.slice(0, 40)}…` : input.value)}” is not a number. ` +
      `Enter a number with a decimal ${form.decimal === "," ? "comma" : "point"}, such as ${example}, ` +
      "or delete the text if the value is missing.";
  slider?.addEventListener("input", () => setCell(column, scale.value(slider.valueAsNumber)));
  missing.box.addEventListener("change", () => setCell(column, missing.box.checked ? null : column.typical ?? 0));
  const hint = column.range
    ? `${cellText(column, column.range[0])} to ${cellText(column, column.range[1])}` +
      (column.typicalName === "median" ? `, median ${cellText(column, column.typical)}` : "")
    : "";
  const element = make("div", {},
    make("div", { class: "head" }, make("label", { for: id }, named(column.name)), missing.element),
    make("div", { class: "controls" }, input,
      slider && make("div", { class: "track" }, bars?.element, slider)),
    problem, make("p", { class: "hint", id: `${id}-hint` }, hint));
  return {
    element, show(cell) {
      const isInvalid = invalid.has(column);
      input.setAttribute("aria-invalid", isInvalid);
      problem.textContent = isInvalid ? says() : "";
      missing.box.checked = cell === null && !isInvalid;
      element.classList.toggle("absent", missing.box.checked);
      if (isInvalid) return;
      const text = cell === null ? "" : isDate ? dateText(cell, column.time) : typed(cell, form);
      // what is being typed stays as it is: 1.50
      if (document.activeElement !== input || read() !== cell) input.value = text;
      if (!slider) return;
      slider.value = scale.place(cell ?? column.typical ?? column.range[0]);
      slider.setAttribute("aria-valuetext", cellText(column, cell));
      bars?.mark(cell);
    },
  };
}

/** Steps of a slider over a column's range; null where it has one value at most. */
function sliderScale(column) {
  if (!column.range || !(column.range[1] > column.range[0])) return null;
  const [low, high] = column.range, isWhole = column.whole || column.type === "date" && !column.time;
  const step = Math.max(isWhole ? 1 : 0, 10 ** Math.floor(Math.log10(high / 100 - low / 100)));
  const steps = Math.ceil(high / step - low / step);
  return {
    steps,
    place: value => Math.round(Math.min(Math.max((value - low) / step, 0), steps)),
    value(place) {
      if (place <= 0) return low;
      if (place >= steps) return high;
      return isWhole ? Math.round(low + place * step) : Number((Math.round(low / step + place) * step).toPrecision(12));
    },
  };
}

/** Bars of the training rows; what they show is said in words beside them. */
function histogram(column) {
  const most = Math.max(...column.counts, 1), bins = column.counts.length;
  const bars = column.counts.map((count, i) => {
    const height = count === 0 ? 0 : Math.max(1, 24 * count / most);
    return draw("rect", { x: i + 0.06, width: 0.88, y: 24 - height, height });
  });
  const element = draw("svg", { class: "bars", viewBox: `0 0 ${bins} 24`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...bars);
  return {
    element, mark(cell) {
      const place = cell === null ? -1 : column.edges.findLastIndex(edge => edge <= cell);
      bars.forEach((bar, i) => bar.classList.toggle("here",
        i === place || i === bins - 1 && cell === column.edges[bins]));
    },
  };
}

function missingBox(id) {
  const box = make("input", { type: "checkbox", id: `${id}-missing` });
  return { box, element: make("label", { class: "missing", for: `${id}-missing` }, box, "missing") };
}

/** A category or a boolean with its share of the training rows: "male (64.8 %)" */
function withShare(column, word) {
  const place = column.words?.indexOf(word) ?? -1;
  return place < 0 ? word : `${word} (${percent(column.counts[place] / column.rows)})`;
}

/** Up to a dozen categories. */
function selectField(column, id) {
  const words = [...column.categories];
  const option = word => make("option", { dir: "auto" }, visible(withShare(column, word)));
  const select = make("select", { id, on: { change: () => setCell(column, words[select.selectedIndex] ?? null) } },
    ...words.map(option),
    make("option", {}, column.missing > 0 ? `missing (${percent(column.missing / column.rows)})` : "missing"));
  return {
    element: make("div", {}, make("div", { class: "head" }, make("label", { for: id }, named(column.name))), select),
    show(cell) {
      if (cell !== null && !words.includes(cell)) {
        words.push(cell);
        select.lastChild.before(option(cell));
      }
      select.selectedIndex = cell === null ? words.length : words.indexOf(cell);
    },
  };
}

/** Many categories: a field that suggests them, and takes any other. */
function searchField(column, id) {
  const missing = missingBox(id);
  const input = make("input", { id, list: `${id}-list`, type: "text", autocomplete: "off", dir: "auto", "aria-describedby": `${id}-hint` });
  const hint = make("p", { class: "hint", id: `${id}-hint` });
  input.addEventListener("input", () => setCell(column, input.value.trim() === "" ? null : input.value));
  missing.box.addEventListener("change", () => setCell(column, missing.box.checked ? null : column.typical));
  const element = make("div", {},
    make("div", { class: "head" }, make("label", { for: id }, named(column.name)), missing.element), input,
    make("datalist", { id: `${id}-list` }, ...column.categories.map(word => make("option", { value: word }))), hint);
  return {
    element, show(cell) {
      missing.box.checked = cell === null;
      element.classList.toggle("absent", cell === null);
      if (document.activeElement !== input || cell === null !== (input.value.trim() === "")) input.value = cell ?? "";
      const place = column.words?.indexOf(cell) ?? -1;
      hint.textContent = cell === null ? `${column.categories.length} categories` : column.categories.includes(cell)
        ? place < 0 ? "a rare category" : `${percent(column.counts[place] / column.rows)} of the training rows`
        : "unseen category";
    },
  };
}

/** True, false or missing. */
function choiceField(column, id) {
  const cells = [true, false, null];
  const boxes = cells.map((cell, i) => make("input", {
    type: "radio", name: id, id: `${id}-${i}`, on: { change: () => setCell(column, cell) },
  }));
  const labels = cells.map((cell, i) => make("label", { for: `${id}-${i}` }, boxes[i],
    make("span", {}, cell === null ? "missing" : withShare(column, String(cell)))));
  return {
    element: make("fieldset", {}, make("legend", {}, named(column.name)), make("div", { class: "segments" }, ...labels)),
    show: cell => boxes.forEach((box, i) => { box.checked = cells[i] === cell; }),
  };
}

/** The whole form, with a search where there are many columns. */
function makeForm() {
  const fields = facts.columns.map(fieldOf);
  byId("fields").append(...fields.map(field => field.element));
  listeners.push(changed => facts.columns.forEach((column, i) => {
    if (changed === null || changed === column) fields[i].show(row.get(column.name));
  }));
  byId("reset").addEventListener("click", () => setRow(facts.columns.map(column => column.typical)));
  const random = byId("random");
  random.hidden = facts.examples.length === 0;
  random.addEventListener("click", () => setRow(facts.examples[Math.floor(Math.random() * facts.examples.length)]));
  const search = byId("search");
  search.parentElement.hidden = facts.columns.length <= mostOptions;
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    fields.forEach((field, i) => { field.element.hidden = !facts.columns[i].name.toLowerCase().includes(wanted); });
  });
}
