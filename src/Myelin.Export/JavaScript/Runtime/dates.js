// --- dates: in ticks of 100 ns since 0001-01-01, as .NET has them

const TICKS_OF_DAY = 864000000000n, EPOCH = 621355968000000000n;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** The UTC time of a Date. */
const ticksOf = date => BigInt(date.getTime()) * 10000n + EPOCH;

/** Days since 1970-01-01, with the time as a fraction. */
const daysOf = ticks => Number(ticks - EPOCH) / 864000000000;

/** Days from 0001-01-01 to a date of the Gregorian calendar. */
function dayNumber(year, month, day) {
  const y = month > 2 ? year : year - 1, m = (month + 9) % 12;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + day - 307;
}

/** Year, month and day of a number of days since 0001-01-01: the inverse of dayNumber. */
function civil(days) {
  const shifted = days + 306, era = Math.floor(shifted / 146097), ofEra = shifted - era * 146097;
  const year = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365);
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100)), m = Math.floor((5 * ofYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  return { year: year + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * m + 2) / 5) + 1 };
}

/** A date as .NET writes it: 2026-11-22, 2026-11-22T18:30:00.5, 18:30:00. */
function dateText(ticks) {
  const days = Number(ticks / TICKS_OF_DAY), rest = ticks % TICKS_OF_DAY, two = number => String(number).padStart(2, "0");
  const { year, month, day } = civil(days), date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  if (rest === 0n) return date;
  const seconds = Number(rest / 10000000n), part = String(rest % 10000000n).padStart(7, "0").replace(/0+$/, "");
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${part && "." + part}`;
  return days === 0 ? time : `${date}T${time}`;
}

/** The letters of .NET's date formats as regular expressions; those without a name are only checked. */
const DATE_LETTERS = {
  yyyy: ["year", "\\d{4}"], yy: ["short", "\\d{2}"], M: ["month", "\\d{1,2}"], MM: ["month", "\\d{2}"],
  MMM: ["name", MONTHS.map(name => name.slice(0, 3)).join("|")], MMMM: ["name", MONTHS.join("|")],
  d: ["day", "\\d{1,2}"], dd: ["day", "\\d{2}"], ddd: ["weekday", WEEKDAYS.map(name => name.slice(0, 3)).join("|")],
  dddd: ["weekday", WEEKDAYS.join("|")],
  H: ["hour", "\\d{1,2}"], HH: ["hour", "\\d{2}"], h: ["half", "\\d{1,2}"], hh: ["half", "\\d{2}"],
  m: ["minute", "\\d{1,2}"], mm: ["minute", "\\d{2}"], s: ["second", "\\d{1,2}"], ss: ["second", "\\d{2}"],
  tt: ["noon", "AM|PM"], K: ["zone", "Z|[+-]\\d{1,2}:\\d{2}|"],
};

function datePattern(format) {
  const pattern = format.replace(/'([^']*)'|\.F+|(f+|F+)|([yMdHhmst])\3*|K|[^]/g, found => {
    if (found.startsWith("'")) return found.slice(1, -1);
    if (found.startsWith(".F")) return `(?:\\.(?<part>\\d{0,${found.length - 1}}))?`;
    if (/^[fF]+$/.test(found)) return `(?<part>\\d{${found[0] === "f" ? found.length : 0},${found.length}})`;
    const [name, digits] = DATE_LETTERS[found] ?? [];
    return name ? `(?<${name}>${digits})` : found.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
  });
  return new RegExp(`^${pattern}$`, "i");
}

/** The ticks that a match of a format says; null where there is no such date. */
function dateOfMatch({ year, short, month, name, day, weekday, hour, half, minute, second, part, noon, zone }, lastShortYear) {
  const century = Math.floor(lastShortYear / 100) * 100;
  const y = year !== undefined ? Number(year) : short === undefined ? 1
    : century + Number(short) - (Number(short) > lastShortYear % 100 ? 100 : 0);
  const m = name !== undefined ? MONTHS.findIndex(known => known.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase()) + 1
    : Number(month ?? 1);
  const d = Number(day ?? 1);
  if (y < 1 || m < 1 || m > 12 || d < 1 || d > dayNumber(m === 12 ? y + 1 : y, m === 12 ? 1 : m + 1, 1) - dayNumber(y, m, 1)) return null;
  let h = Number(hour ?? half ?? 0);
  if (half !== undefined && h > 12 || noon !== undefined && /am/i.test(noon) && h > 12) return null;
  if (noon !== undefined) h = /am/i.test(noon) ? h % 12 : h < 12 ? h + 12 : h;
  if (h > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null;
  const days = dayNumber(y, m, d);
  if (weekday !== undefined && WEEKDAYS[(days + 1) % 7].slice(0, 3).toLowerCase() !== weekday.slice(0, 3).toLowerCase()) return null;
  const seconds = h * 3600 + Number(minute ?? 0) * 60 + Number(second ?? 0);
  let ticks = BigInt(days) * TICKS_OF_DAY + BigInt(seconds) * 10000000n + BigInt((part ?? "").padEnd(7, "0"));
  if (zone && zone.toUpperCase() !== "Z") {
    const [hours, minutes] = zone.slice(1).split(":").map(Number);
    if (hours > 14 || minutes > 59) return null;
    ticks -= BigInt((zone[0] === "-" ? -1 : 1) * (hours * 60 + minutes)) * 600000000n;
  }
  return ticks < 0n || ticks >= 3652059n * TICKS_OF_DAY ? null : ticks;
}

/** Without UTC or GMT after a time, and without digits of a second beyond the seventh. */
function bareDate(text) {
  if (text.length < 8 || text.length > 40 || !text.includes(":")) return text;
  return text.replace(/(?<=\d) (?:UTC|GMT)$/, "").replace(/^([^:]*:.*\.\d{7})\d+(?=[^.]*$)/, "$1");
}

/** The ticks of a date in a column's format, or in one that says itself which number is which; null where it is none. */
function parseDate(text, column) {
  const formats = PROGRAM.dates, own = column.form?.formats;
  const tries = list => {
    for (const format of list) {
      const match = (parseDate.patterns ??= new Map()).get(format) ?? parseDate.patterns.set(format, datePattern(format)).get(format);
      const found = match.exec(bare), ticks = found && dateOfMatch(found.groups ?? {}, formats.lastShortYear);
      if (ticks !== null) return ticks;
    }
    return null;
  };
  const bare = bareDate(text);
  if (own?.length) return tries(own);
  if (text.length < 4 || text.length > 40 || !/^\d|\d$|\d.*(M|GMT|UTC)$/i.test(text)) return null;
  if ((bare[1] === ":" || bare[2] === ":") && bare.length <= 16) return tries(formats.times);
  return bare.length < 8 ? null : tries(/[A-Za-z]{3}/.test(bare) ? formats.named : formats.numbers);
}
