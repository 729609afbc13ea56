import { keepText, readText } from './kept-texts.ts';

/** Where the unsaved values of a form are kept. `object`: what it edits, if it edits something. */
export type FormPlace = { form: string; workspaceId?: string | undefined; object?: string | undefined };

export const placeOf = ({ form, workspaceId = '', object = '' }: FormPlace): string =>
  `form/${workspaceId}/${form}/${object}`;

/** Removes the draft of a form that is not shown, once what it was for is done. */
export const forgetDraft = (place: FormPlace): void => void keepText(placeOf(place), '');

/** `base`: what was stored when typing began, to see whether it has changed since. Both without secrets, as JSON. */
type Kept = { base: string; values: string };

/** What of a form must never be stored: single fields, or all of it. */
export type Secret = readonly string[] | 'all';

/** A URL with a password or a key in it is no less secret for being in an ordinary field. */
function holdsPassword(value: unknown): boolean {
  if (typeof value !== 'string' || !value.includes('://')) return false;
  const url = URL.parse(value.trim());
  return url !== null && url.password !== '';
}

const isFields = (values: unknown): values is Record<string, unknown> =>
  typeof values === 'object' && values !== null && !Array.isArray(values);

/** The values that may be stored, as JSON. */
export function openPart(values: unknown, secret: Secret): string {
  if (secret === 'all') return '';
  if (!isFields(values)) return holdsPassword(values) ? '' : JSON.stringify(values ?? null);
  return JSON.stringify(values, (name, value: unknown) =>
    secret.includes(name) || holdsPassword(value) ? undefined : value,
  );
}

/** The values that must not be stored, as JSON: only to see whether any was typed. */
export function secretPart(values: unknown, secret: Secret): string {
  if (secret === 'all' || !isFields(values)) return openPart(values, secret) === '' ? JSON.stringify(values) : '';
  const entries = Object.entries(values).filter(([name, value]) => secret.includes(name) || holdsPassword(value));
  // an untouched field may hold nothing or an empty text
  return JSON.stringify(entries.filter(([, value]) => value !== undefined && value !== ''));
}

/** What was kept of a form; undefined: nothing, or something that cannot be read. */
export function readKept(place: string): Kept | undefined {
  const text = readText(place);
  if (text === '') return undefined;
  try {
    const { base, values } = JSON.parse(text) as Partial<Kept>;
    if (typeof base !== 'string' || typeof values !== 'string') return undefined;
    JSON.parse(values);
    return { base, values };
  } catch {
    return undefined;
  }
}

export const keepValues = (place: string, kept: Kept | undefined): boolean =>
  keepText(place, kept ? JSON.stringify(kept) : '');

/** Whether a kept value can stand where `like` does: another version of the pages may have kept something else there. */
const fits = (value: unknown, like: unknown): boolean =>
  like === undefined || like === null || value === null
    ? true
    : typeof value === typeof like && Array.isArray(value) === Array.isArray(like);

/** What a person typed over a former base, put onto the current one: fields that they left alone follow it. */
export function rebase<Values>(typed: string, former: string, base: Values): Values {
  const mine: unknown = JSON.parse(typed);
  if (!isFields(base) || !isFields(mine)) return fits(mine, base) ? (mine as Values) : base;
  const parsed: unknown = former === '' ? undefined : JSON.parse(former);
  const before = isFields(parsed) ? parsed : {};
  const current: Record<string, unknown> = base;
  const changed = Object.entries(mine).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]) && fits(value, current[name]),
  );
  return { ...base, ...Object.fromEntries(changed) };
}
