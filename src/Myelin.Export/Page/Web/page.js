// Joins the parts: the form changes the row, the row the prediction and what is drawn of it. load and bytesOf are the module's above.

/** The class that contributions and curves are about: the predicted one, or one that is chosen. */
function makeFocus() {
  const choice = byId("focus");
  choice.parentElement.hidden = !isClasses;
  if (isClasses) choice.append(make("option", {}, "the predicted class"),
    ...facts.classes.map(name => make("option", { dir: "auto" }, visible(name))));
  let predicted = 0;
  return {
    choice,
    place: () => !isClasses ? 0 : choice.selectedIndex > 0 ? choice.selectedIndex - 1 : predicted,
    predict: name => { predicted = Math.max(0, facts.classes?.indexOf(name) ?? 0); },
  };
}

function tell(message) {
  byId("status").hidden = false;
  byId("status").textContent = message;
}

async function begin() {
  let predictor;
  try {
    predictor = await load(bytesOf(byId("model").textContent));
  } catch (error) {
    tell(`This browser cannot run the model: ${error.message}. Use a browser of 2023 or later.`);
    return;
  }
  byId("model").remove();
  const options = facts.coverage === null ? undefined : { coverage: facts.coverage };
  const predict = cells => predictor.predict(cells, options);
  const focus = makeFocus(), answer = makeAnswer();
  const shares = makeShares(predict, focus), curve = makeCurve(predict, focus);
  makeForm();
  makeFiles(predict);

  let version = 0, isDrawing = false, isAsked = false, cost = 5;
  // a row that changes again is drawn anew; long work for the old one ends at once, short work to its end, so that a slider shows it
  async function draw() {
    if (isDrawing) return;
    isDrawing = true;
    for (let drawn = -1; drawn !== version;) {
      drawn = version;
      const isOver = () => drawn !== version && cost * (facts.columns.length + curvePoints) > 250;
      try {
        await shares.update(isOver);
        await curve.update(isOver);
      } catch (error) {
        answer.fail([error.message]);
      }
    }
    isDrawing = false;
  }

  function update() {
    isAsked = false;
    version++;
    if (invalid.size > 0) {
      answer.fail(invalidParts());
      return;
    }
    try {
      const start = performance.now(), prediction = predict(rowWith());
      cost = 0.8 * cost + 0.2 * (performance.now() - start);
      focus.predict(prediction.class);
      answer.show(prediction);
    } catch (error) {
      answer.fail([error.message]);
      return;
    }
    draw();
  }

  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(update);
  };
  listeners.push(ask);
  for (const choice of [focus.choice, shares.by, curve.choice]) choice.addEventListener("change", ask);
  new ResizeObserver(ask).observe(byId("chart").parentElement);
  setRow(facts.columns.map(column => column.typical));
  document.documentElement.dataset.ready = "yes";
}

begin();
