// The prediction along a column: a line over numbers and dates, bars over categories.

const curvePoints = 61, curveHeight = 260, mostBars = 12;
const margin = { left: 62, right: 14, top: 10, bottom: 44 };

/** The chart; arrow keys and the pointer move the row's cell along it. */
function makeCurve(predict, focus) {
  const chart = byId("chart"), choice = byId("along"), bars = byId("bars"), values = byId("curve-values");
  choice.append(...facts.columns.map(column => make("option", { dir: "auto" }, visible(column.name))));
  let scale = null;
  const column = () => facts.columns[choice.selectedIndex];
  const isLine = () => ["number", "date"].includes(column().type) && column().range && column().range[1] > column().range[0];
  const isWhole = () => column().whole || column().type === "date" && !column().time;
  // a cell at a share of the chart's width
  const cellAt = place => {
    const value = scale.low + Math.min(Math.max(place, 0), 1) * (scale.high - scale.low);
    return isWhole() ? Math.round(value) : Number(value.toPrecision(5));
  };

  chart.addEventListener("keydown", event => {
    const cell = row.get(column().name) ?? column().typical ?? scale.low;
    const step = Math.max((scale.high - scale.low) / (curvePoints - 1), isWhole() ? 1 : 0);
    const to = { ArrowLeft: cell - step, ArrowDown: cell - step, ArrowRight: cell + step, ArrowUp: cell + step,
      PageDown: cell - 10 * step, PageUp: cell + 10 * step, Home: scale.low, End: scale.high }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setCell(column(), cellAt((to - scale.low) / (scale.high - scale.low)));
  });
  const drag = event => {
    const box = chart.getBoundingClientRect();
    setCell(column(), cellAt((event.clientX - box.left - margin.left) / (box.width - margin.left - margin.right)));
  };
  chart.addEventListener("pointerdown", event => {
    chart.setPointerCapture(event.pointerId);
    drag(event);
  });
  chart.addEventListener("pointermove", event => { if (chart.hasPointerCapture(event.pointerId)) drag(event); });

  /** Cells to predict: points of the range, which the row's cell widens; or categories. */
  function cells() {
    const { range, type, categories, words } = column(), cell = row.get(column().name);
    if (type === "boolean") return [true, false, null];
    if (!isLine()) return [...new Set([...(words ?? []), ...(categories ?? range ?? [])].slice(0, mostBars).concat(cell, null))];
    const low = Math.min(range[0], cell ?? range[0]), high = Math.max(range[1], cell ?? range[1]);
    scale = { low, high };
    if (isWhole() && high - low < curvePoints) return Array.from({ length: high - low + 1 }, (_, i) => low + i);
    return Array.from({ length: curvePoints }, (_, i) => {
      const share = i / (curvePoints - 1);
      const value = low * (1 - share) + high * share;
      return isWhole() ? Math.round(value) : value;
    });
  }

  function showLine(points) {
    const width = Math.max(280, chart.clientWidth), inner = width - margin.left - margin.right;
    const cell = row.get(column().name), withBand = !isClasses && facts.coverage !== null && points[0].low !== undefined;
    const ends = points.flatMap(({ y, low, high }) => withBand ? [low, high] : [y]).filter(Number.isFinite);
    let [bottom, top] = isClasses ? [0, 1] : [Math.min(...ends), Math.max(...ends)];
    if (!(top > bottom)) [bottom, top] = [bottom - 1, top + 1];
    const x = value => margin.left + inner * (value - scale.low) / (scale.high - scale.low);
    const y = value => margin.top + (curveHeight - margin.top - margin.bottom) * (1 - (value - bottom) / (top - bottom));
    const path = list => list.map(([a, b], i) => `${i ? "L" : "M"}${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join("");
    const parts = [];
    for (const tick of ticks(bottom, top, 4)) parts.push(
      draw("line", { class: "grid", x1: margin.left, x2: width - margin.right, y1: y(tick), y2: y(tick) }),
      draw("text", { x: margin.left - 8, y: y(tick) + 4, "text-anchor": "end" },
        isClasses ? `${Math.round(100 * tick)} %` : facts.targetType === "date" ? dateText(tick) : shown(tick)));
    const across = ticks(scale.low, scale.high, column().type === "date" ? width / 160 : width / 110);
    for (const tick of isWhole() ? across.filter(Number.isInteger) : across) parts.push(
      draw("line", { class: "tick", x1: x(tick), x2: x(tick), y1: curveHeight - margin.bottom, y2: curveHeight - margin.bottom + 5 }),
      draw("text", { x: x(tick), y: curveHeight - margin.bottom + 19, "text-anchor": "middle" }, cellText(column(), tick)));
    const [least, most] = column().range;
    if (scale.low < least) parts.push(outside(x(scale.low), x(least)));
    if (scale.high > most) parts.push(outside(x(most), x(scale.high)));
    if (withBand) parts.push(draw("path", { class: "band", d:
      `${path(points.map(p => [p.cell, p.low]))}${path(points.toReversed().map(p => [p.cell, p.high])).replace("M", "L")}Z` }));
    parts.push(draw("path", { class: "line", d: path(points.map(p => [p.cell, p.y])) }));
    if (isWhole() && points.length <= 30)
      parts.push(...points.map(p => draw("circle", { class: "dot", cx: x(p.cell), cy: y(p.y), r: 3.5 })));
    const now = cell === null ? null : answerOf(predict(rowWith()), focus.place());
    if (now !== null) parts.push(
      draw("line", { class: "now", x1: x(cell), x2: x(cell), y1: margin.top, y2: curveHeight - margin.bottom }),
      draw("circle", { class: "now", cx: x(cell), cy: y(now), r: 6 }));
    const title = `\u2068${visible(short(column().name, Math.floor(inner / 11)))}\u2069`;
    parts.push(draw("text", { class: "axis", x: margin.left + inner / 2, y: curveHeight - 6, "text-anchor": "middle" }, title));
    chart.replaceChildren(draw("svg", { viewBox: `0 0 ${width} ${curveHeight}`, height: curveHeight, "aria-hidden": "true" }, ...parts));
    chart.setAttribute("aria-label", `${visible(column().name)}, along the curve`);
    chart.setAttribute("aria-valuemin", scale.low);
    chart.setAttribute("aria-valuemax", scale.high);
    chart.setAttribute("aria-valuenow", cell ?? scale.low);
    chart.setAttribute("aria-valuetext", cell === null ? "missing" : `${cellText(column(), cell)}: ${answerText(now)}`);
  }

  const outside = (from, to) => draw("rect",
    { class: "outside", x: from, width: Math.max(0, to - from), y: margin.top, height: curveHeight - margin.top - margin.bottom });
  const short = (name, most) => name.length > most ? `${name.slice(0, most - 1)}…` : name;
  const answerText = value => isClasses ? percent(value) : targetText(value);

  function showBars(points) {
    const numbers = points.map(({ y }) => y), least = isClasses ? 0 : Math.min(...numbers, facts.bounds?.[0] ?? Infinity);
    const most = isClasses ? 1 : Math.max(...numbers, facts.bounds?.[1] ?? -Infinity);
    const current = row.get(column().name);
    const active = bars.contains(document.activeElement) ? [...bars.children].findIndex(li => li.contains(document.activeElement)) : -1;
    bars.replaceChildren(...points.map(({ cell, y }) => {
      const fill = make("span", { class: "fill" });
      fill.style.width = `${100 * (y - least) / (most - least || 1)}%`;
      const on = { click: () => setCell(column(), cell) };
      return make("li", {}, make("button", { type: "button", "aria-pressed": String(cell === current), on },
        named(cellText(column(), cell)), make("span", { class: "share" }, answerText(y)),
        make("span", { class: "meter", "aria-hidden": "true" }, fill)));
    }));
    if (active >= 0) bars.children[Math.min(active, bars.children.length - 1)].firstChild.focus();
  }

  /** What is drawn upwards, above the chart. */
  function showWhat() {
    byId("curve-what").replaceChildren(...isClasses ? ["Probability of ", named(facts.classes[focus.place()])] : [named(facts.target)]);
  }

  /** The same as a table, for those who do not see the line. */
  function showValues(points) {
    const every = Math.max(1, Math.floor(points.length / 12));
    values.replaceChildren(make("thead", {}, make("tr", {}, make("th", { scope: "col" }, named(column().name)),
      make("th", { scope: "col" }, isClasses ? "probability" : "prediction"))),
      make("tbody", {}, ...points.filter((_, i) => i % every === 0).map(({ cell, y }) =>
        make("tr", {}, make("th", { scope: "row" }, named(cellText(column(), cell))), make("td", {}, answerText(y))))));
  }

  return {
    choice,
    async update(isOver) {
      const wanted = cells(), place = focus.place(), points = [];
      const isDone = await inSlices(wanted.length, i => {
        const prediction = predict(rowWith(column(), wanted[i]));
        points.push({ cell: wanted[i], y: answerOf(prediction, place), low: prediction.low, high: prediction.high });
      }, isOver);
      if (!isDone) return;
      chart.hidden = !isLine();
      bars.hidden = isLine();
      if (isLine()) showLine(points);
      else showBars(points);
      showValues(points);
      showWhat();
    },
  };
}
