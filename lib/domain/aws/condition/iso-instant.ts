const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2}))?$/;

/**
 * Seconds since 1970 of an ISO 8601 time or of an epoch value, the two forms that date conditions take. Null for every
 * other text, and for those whose meaning is open: no time zone, a year alone, a day that the month does not have.
 */
export function instantSeconds(text: string): number | null {
  if (/^\d{1,12}$/.test(text) && text.length !== 4) return Number(text);
  const found = iso.exec(text);
  if (!found) return null;
  const [, ...parts] = found;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, fraction = 0] = parts
    .slice(0, 7)
    .map((part) => Number(part ?? "0"));
  const isReal = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  if (!isReal || hour > 23 || minute > 59 || second > 59) return null;
  const seconds = daysSinceEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second + fraction;
  // Equal instants give the equal number, whatever zone they are written in.
  return Math.round((seconds - offsetSeconds(parts[7] ?? "Z")) * 1000) / 1000;
}

function offsetSeconds(zone: string): number {
  if (zone === "Z") return 0;
  const digits = zone.replace(/\D/g, "");
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return zone.startsWith("-") ? -seconds : seconds;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Counted in years that begin in March, so that the leap day is the last one. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const fromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * fromMarch + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}
