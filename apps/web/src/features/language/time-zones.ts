import { currentLanguage } from './language.ts';

let known: readonly string[] | undefined;

/** "Europe/Berlin (UTC+1)" of every time zone that the browser knows, and of `chosen`, with the current offset. */
export function timeZoneOptions(chosen: string | null): { value: string; label: string }[] {
  known ??= [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
  const all = chosen === null || known.includes(chosen) ? known : [chosen, ...known];
  return all.map((value) => ({ value, label: `${value.replaceAll('_', ' ')} (${offsetOf(value)})` }));
}

const offsets = new Map<string, string>();

/** Creating a formatter per zone takes a moment, so each offset is read once. */
function offsetOf(timeZone: string): string {
  const found = offsets.get(timeZone) ?? readOffset(timeZone);
  offsets.set(timeZone, found);
  return found;
}

function readOffset(timeZone: string): string {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts();
    return parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', 'UTC') ?? '';
  } catch {
    // a zone that was chosen in a newer browser
    return '?';
  }
}

export const browserTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
/** The time zone of the person: the chosen one, else the browser's. */
export const ownTimeZone = (): string => currentLanguage().timeZone ?? browserTimeZone();
