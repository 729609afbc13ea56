import { generateMessageId } from '@lingui/message-utils/generateMessageId';
import { inEnglish, type Wording } from '@millrace/contract/wording';
import { formatNumber } from './format.ts';
import { i18n } from './i18n.ts';

/** Hashing a text takes a moment, and progress says the same again and again. */
const ids = new Map<string, string>();

function idOf(message: string): string {
  const id = ids.get(message) ?? generateMessageId(message);
  ids.set(message, id);
  return id;
}

/** What contract and features say, in the language that holds now; in English where the catalogue does not know it. */
export function translateWording({ message, values }: Wording): string {
  const id = idOf(message);
  if (!Object.hasOwn(i18n.messages, id)) return inEnglish({ message, values });
  // `#` of a plural is formatted by itself, a number that is only named is not
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' && !message.includes(`{${name}, plural`) ? formatNumber(value) : value,
  ]);
  return i18n._(id, Object.fromEntries(shown));
}

/** The same of a text without values, as it came from the server; what the catalogue does not know stays as it is. */
export const translateText = (text: string): string =>
  Object.hasOwn(i18n.messages, idOf(text)) ? i18n._(idOf(text)) : text;

type Worded = { wording?: Wording };

/** What went wrong, as the server says it. */
export const translateError = ({ message, wording }: Worded & { message: string }): string =>
  wording ? translateWording(wording) : translateText(message);

/** How far a job is. */
export const translateProgress = ({ text, wording }: Worded & { text: string }): string =>
  wording ? translateWording(wording) : text;
