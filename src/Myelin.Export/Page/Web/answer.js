// The prediction: classes with their probabilities, or a number with its interval.

const mostClasses = 8;

/** Shows a prediction in its card and, after a moment without changes, tells it to screen readers. */
function makeAnswer() {
  const card = byId("answer"), warnings = byId("warnings"), short = byId("short"), spoken = byId("spoken");
  const view = isClasses ? classView() : numberView();
  view.element.classList.add("drawn");
  card.append(view.element, make("p", { class: "instead", hidden: true }));
  let timer = 0;
  function speak(text) {
    clearTimeout(timer);
    timer = setTimeout(() => { spoken.textContent = text(); }, 700);
  }
  // what is drawn of a row, or why nothing is
  function mark(why) {
    for (const part of document.querySelectorAll(".drawn")) part.hidden = why !== null;
    for (const part of document.querySelectorAll(".instead")) {
      part.hidden = why === null;
      part.replaceChildren(...(why ?? []).map(node => node.cloneNode?.(true) ?? node));
    }
  }
  return {
    show(prediction) {
      mark(null);
      view.show(prediction);
      // for scripts: all of it, to the last bit
      card.dataset.prediction = JSON.stringify(prediction);
      const sentence = isClasses
        ? `${prediction.class}, ${percent(prediction.probabilities[facts.classes.indexOf(prediction.class)])}`
        : targetText(prediction.value);
      short.replaceChildren(named(sentence));
      const found = warningsOf(prediction);
      warnings.replaceChildren(...found.map(parts => make("li", {}, ...parts)));
      warnings.hidden = found.length === 0;
      speak(() => `Prediction: ${sentence}. ${warnings.textContent}`);
    },
    /** The row cannot be predicted: says why, in place of all that is drawn of a row. */
    fail(why) {
      mark(why);
      delete card.dataset.prediction;
      short.replaceChildren("no prediction");
      warnings.hidden = true;
      speak(() => `No prediction. ${card.lastChild.textContent}`);
    },
  };
}

/** Bars of the most probable classes; the others in one line. */
function classView() {
  const headline = make("p", { class: "headline" });
  const list = make("ul", { class: "classes" });
  const rest = make("p", { class: "hint" });
  const threshold = make("p", { class: "hint" });
  if (facts.threshold !== null)
    threshold.append("Decision threshold: ", named(facts.classes[1]), ` is predicted from a probability of ${percent(facts.threshold)}.`);
  const lines = Array.from({ length: Math.min(mostClasses, facts.classes.length) }, () => {
    const name = make("bdi", { class: "name" }), share = make("span", { class: "share" }), bar = make("span", { class: "fill" });
    const line = make("li", {}, name, share, make("span", { class: "meter", "aria-hidden": "true" }, bar));
    list.append(line);
    return { line, name, share, bar };
  });
  return {
    element: make("div", {}, headline, list, rest, facts.threshold === null ? null : threshold),
    show({ class: predicted, probabilities }) {
      headline.replaceChildren(named(predicted));
      // few classes stay in their place, many are sorted
      const order = probabilities.map((_, i) => i);
      if (order.length > 3) order.sort((a, b) => probabilities[b] - probabilities[a]);
      lines.forEach(({ line, name, share, bar }, i) => {
        name.textContent = facts.classes[order[i]];
        share.textContent = percent(probabilities[order[i]]);
        bar.style.width = `${100 * probabilities[order[i]]}%`;
        line.classList.toggle("predicted", facts.classes[order[i]] === predicted);
      });
      const others = order.slice(mostClasses);
      rest.hidden = others.length === 0;
      rest.textContent = `${others.length} more classes: ${percent(others.reduce((sum, i) => sum + probabilities[i], 0))} together.`;
    },
  };
}

/** The number, its interval, and where they are among the training rows' targets. */
function numberView() {
  const headline = make("p", { class: "headline" });
  const interval = make("p", {});
  const band = make("span", { class: "band" }), point = make("span", { class: "point" }), middle = make("span", { class: "middle" });
  const ends = make("p", { class: "ends" });
  const strip = make("div", { class: "strip", "aria-hidden": "true" }, band, middle, point);
  const median = make("p", { class: "hint" });
  if (facts.median !== null) median.append(`Median of the training rows: ${targetText(facts.median)}.`);
  return {
    element: make("div", {}, headline, interval, strip, ends, median),
    show({ value, low, high }) {
      headline.textContent = targetText(value);
      const hasInterval = facts.coverage !== null && low !== undefined;
      interval.hidden = !hasInterval;
      if (hasInterval) interval.textContent =
        `${Math.round(100 * facts.coverage)} % prediction interval: ${targetText(low)} to ${targetText(high)}`;
      strip.hidden = ends.hidden = facts.bounds === null;
      if (facts.bounds === null) return;
      const [least, most] = facts.bounds;
      const place = number => Math.min(100, Math.max(0, 100 * (number - least) / (most - least || 1)));
      point.style.left = `${place(value)}%`;
      middle.style.left = `${place(facts.median ?? value)}%`;
      if (hasInterval) {
        band.style.left = `${place(low)}%`;
        band.style.width = `${place(high) - place(low)}%`;
      }
      ends.replaceChildren(make("span", {}, targetText(least)), make("span", {}, "training rows"), make("span", {}, targetText(most)));
    },
  };
}
