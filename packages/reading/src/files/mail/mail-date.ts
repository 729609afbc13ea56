/**
 * When a mail was written (ISO, in UTC), by the clock of a time zone: whoever reads the text asks for days of theirs. Undefined where it
 * stays as it is.
 */
export function writtenIn(time: string | null, timeZone: string | undefined): string | undefined {
  if (time === null || timeZone === undefined || timeZone === 'UTC') return undefined;
  // Swedish writes dates as ISO does
  const written = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return `${written.format(new Date(time))} (${timeZone})`;
}
