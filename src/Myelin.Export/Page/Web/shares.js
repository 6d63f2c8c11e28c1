// What each column contributes: the change of the prediction when its cell is replaced.

const mostShares = 12;

/** Bars of each column's contribution, recomputed some milliseconds at a time. */
function makeShares(predict, focus) {
  const list = byId("shares"), by = byId("replaced"), what = byId("shares-say"), more = byId("shares-more");
  let found = [], showsAll = false;
  by.options[0].textContent = facts.typical;
  const replacement = column => by.value === "missing" ? null : column.typical;

  function show() {
    const place = focus.place();
    const sorted = found.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change));
    const largest = Math.max(...sorted.map(({ change }) => Math.abs(change)), Number.MIN_VALUE);
    const lines = sorted.slice(0, showsAll ? sorted.length : mostShares).map(({ column, change }) => {
      const bar = make("span", { class: change < 0 ? "fill minus" : "fill" });
      bar.style.width = `${50 * Math.abs(change) / largest}%`;
      const text = isClasses ? `${change < 0 ? "−" : change > 0 ? "+" : ""}${inSign((100 * Math.abs(change)).toFixed(1))}`
        : `${change > 0 ? "+" : ""}${facts.targetType === "date" ? `${shown(change)} d` : shown(change)}`;
      return make("li", {},
        make("span", {}, named(column.name), make("span", { class: "cell" }, " ", named(cellText(column, row.get(column.name))))),
        make("span", { class: "share" }, text),
        make("span", { class: "meter signed", "aria-hidden": "true" }, bar));
    });
    list.replaceChildren(...lines);
    const name = by.value === "missing" ? "a missing value" : `the column's ${facts.typical}`;
    what.replaceChildren(...isClasses
      ? ["Predicted probability of ", named(facts.classes[place]),
        `, minus the same with the cell replaced by ${name}, in percentage points.`]
      : [`Prediction minus the prediction with the cell replaced by ${name}${facts.targetType === "date" ? ", in days" : ""}.`]);
    if (sorted.every(({ change }) => change === 0)) what.append(" Change a value to see its contribution.");
    more.hidden = sorted.length <= mostShares;
    more.textContent = showsAll ? `Show the ${mostShares} largest` : `Show all ${sorted.length} columns`;
  }

  more.addEventListener("click", () => {
    showsAll = !showsAll;
    show();
  });
  return {
    by,
    /** @param {() => boolean} isOver whether the row has changed since */
    async update(isOver) {
      const place = focus.place(), base = answerOf(predict(rowWith()), place), next = [];
      const isDone = await inSlices(facts.columns.length, i => {
        const column = facts.columns[i], cell = replacement(column);
        next.push({ column, change: cell === row.get(column.name) ? 0 : base - answerOf(predict(rowWith(column, cell)), place) });
      }, isOver);
      if (!isDone) return;
      found = next;
      show();
    },
  };
}
