import { inEnglish, type Wording } from '@millrace/contract/wording';
import { catalogueId } from './catalogue-ids.ts';
import { formatNumber } from './format.ts';
import { i18n } from './i18n.ts';

/** The id of a text that the catalogue knows. */
function idOf(message: string): string | undefined {
  const id = catalogueId(message);
  return id !== undefined && Object.hasOwn(i18n.messages, id) ? id : undefined;
}

/** What contract and features say, in the language that holds now; in English where the catalogue does not know it. */
export function translateWording({ message, values }: Wording): string {
  const id = idOf(message);
  if (id === undefined) return inEnglish({ message, values }, formatNumber);
  // `#` of a plural is formatted by itself, a number that is only named is not
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' && !message.includes(`{${name}, plural`) ? formatNumber(value) : value,
  ]);
  return i18n._(id, Object.fromEntries(shown));
}

/** The same of a text without values, as it came from the server; what the catalogue does not know stays as it is. */
export function translateText(text: string): string {
  const id = idOf(text);
  return id === undefined ? text : i18n._(id);
}

type Worded = { wording?: Wording };

/** What went wrong, as the server says it. */
export const translateError = ({ message, wording }: Worded & { message: string }): string =>
  wording ? translateWording(wording) : translateText(message);

/** How far a job is. */
export const translateProgress = ({ text, wording }: Worded & { text: string }): string =>
  wording ? translateWording(wording) : text;
