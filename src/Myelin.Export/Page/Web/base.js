// Small helpers: elements, numbers as text, work in slices.

/** An element with attributes, listeners and children. Text is never read as HTML. */
function make(name, settings = {}, ...children) {
  return fill(document.createElement(name), settings, children);
}

/** The same of SVG. */
function draw(name, settings = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), settings, children);
}

function fill(element, settings, children) {
  for (const [key, value] of Object.entries(settings)) {
    if (key === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** Signs that are not seen, or turn the direction of others, as \u202e. */
const visible = text => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u115F\u1160\u3164\uFFA0\u2800\u034F]/gu, sign => {
  const code = sign.codePointAt(0).toString(16);
  return sign.length === 2 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
});

/** A name that may be written from right to left, without effect on what is beside it. */
const named = text => make("bdi", { class: "name" }, visible(text));

const byId = id => document.getElementById(id);

/** A number's text with the model's decimal sign. */
const inSign = text => text.replace(".", facts.decimal);

/** A number as a person reads it: at most five digits that count, in groups of three that no one takes for decimals. */
function shown(number) {
  if (!Number.isFinite(number)) return number > 0 ? "∞" : number < 0 ? "−∞" : "–";
  const size = Math.abs(number);
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) return inSign(number.toPrecision(4).replace(/\.?0+e/, "e").replace("-", "−"));
  return inSign(number
    .toLocaleString("en-US", size >= 1e4 ? { maximumFractionDigits: size >= 1e5 ? 0 : 1 } : { maximumSignificantDigits: 5 })
    .replaceAll(",", "\u202F").replace("-", "−"));
}

/** 97.3 %; never 0 % or 100 % where it is only near. */
const percent = share => inSign(share > 0 && share < 0.001 ? "< 0.1 %" : share < 1 && share > 0.999 ? "> 99.9 %"
  : `${(100 * share).toFixed(1)} %`);

const msPerDay = 86400000;

/** 2026-11-22, or with its time where it has one, of days since 1970. */
function dateText(days, withTime) {
  const date = new Date(Math.round(days * msPerDay));
  if (Number.isNaN(date.getTime())) return "–";
  const text = date.toISOString().replace(/^\+0*(?=\d{4})/, "");
  return withTime ? text.replace(/(\.000)?Z$/, "") : text.slice(0, text.indexOf("T"));
}

/** Days since 1970 of such a text; NaN where it is none. */
const daysOf = text => Date.parse(text.includes("T") ? `${text}Z` : `${text}T00:00:00Z`) / msPerDay;

/** A step of 1, 2 or 5 times a power of ten, about this large. */
function niceStep(size) {
  const power = 10 ** Math.floor(Math.log10(size));
  return size / power >= 5 ? 5 * power : size / power >= 2 ? 2 * power : power;
}

/** Places of an axis's labels between two numbers. */
function ticks(low, high, count) {
  if (!(high > low)) return [low];
  const step = niceStep((high - low) / count), found = [];
  for (let i = Math.ceil(low / step); i * step <= high + step * 1e-9; i++) found.push(Number((i * step).toPrecision(12)));
  return found;
}

/** Lets the page draw and listen. */
const pause = () => new Promise(go => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => { channel.port1.close(); go(); };
  channel.port2.postMessage(0);
});

/**
 * Does work for 0, 1, … count − 1, some milliseconds at a time.
 * @param {() => boolean} isOver ends it early
 * @returns {Promise<boolean>} whether all of it was done
 */
async function inSlices(count, work, isOver, slice = 8) {
  let start = performance.now();
  for (let i = 0; i < count; i++) {
    if (performance.now() - start > slice) {
      await pause();
      start = performance.now();
    }
    if (isOver()) return false;
    work(i);
  }
  return true;
}
