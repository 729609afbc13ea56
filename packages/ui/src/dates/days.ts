/** A day of the Gregorian calendar as `2026-11-30`; it has no time zone. */
export type Day = string;

const dayMs = 86_400_000;
const dateOf = (day: Day): Date => new Date(`${day}T00:00:00Z`);
const dayOf = (date: Date): Day => date.toISOString().slice(0, 10);

/** Undefined if there is no such day, such as 30 February, or if the year does not have four digits. */
export function makeDay(year: number, month: number, date: number): Day | undefined {
  if (year < 1000 || year > 9999) return undefined;
  const made = new Date(Date.UTC(year, month - 1, date));
  const isSame = made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === date;
  return isSame ? dayOf(made) : undefined;
}

/** The day that it is now in a time zone (IANA name; undefined: the browser's). */
export function todayIn(timeZone: string | undefined, nowMs = Date.now()): Day {
  const format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = Object.fromEntries(format.formatToParts(nowMs).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}

export const addDays = (day: Day, count: number): Day => dayOf(new Date(dateOf(day).getTime() + count * dayMs));

/** The same date in another month, or the last one of it if it is shorter. */
export function addMonths(day: Day, count: number): Day {
  const date = dateOf(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayOf(new Date(Date.UTC(year, month, Math.min(date.getUTCDate(), last))));
}

export const startOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;
export const endOfMonth = (day: Day): Day => addDays(addMonths(startOfMonth(day), 1), -1);

/** Days since the week began; `firstDay` is 1 for Monday to 7 for Sunday. */
export const dayInWeek = (day: Day, firstDay: number): number => (dateOf(day).getUTCDay() - firstDay + 7) % 7;

export const clampDay = (day: Day, min: Day | undefined, max: Day | undefined): Day =>
  min !== undefined && day < min ? min : max !== undefined && day > max ? max : day;

/** The six rows of a month, so that all months are equally high, each with seven places; those of other months are undefined. */
export function weeksOf(month: Day, firstDay: number): (Day | undefined)[][] {
  const first = startOfMonth(month);
  const count = Number(endOfMonth(month).slice(8));
  const lead = dayInWeek(first, firstDay);
  const dayAt = (index: number) => (index >= 0 && index < count ? addDays(first, index) : undefined);
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, place) => dayAt(week * 7 + place - lead)),
  );
}
