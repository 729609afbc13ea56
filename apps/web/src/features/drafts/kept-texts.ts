import { draftStore, useDraftOf } from '../../draft-store.ts';

/*
 * What people type and have not saved or sent, as text by place: a conversation, a form, an edited object. Their key names the person.
 * While somebody is signed in, texts outlive the browser; before that (a name on the sign-up page) they end with the tab.
 */
const prefix = 'millrace.draft.';
const personKey = 'millrace.person';
let person: string | undefined;

const storage = (): Storage => (person === undefined ? sessionStorage : localStorage);
const keyOf = (place: string): string => `${prefix}${person ?? 'guest'}.${place}`;

const texts = draftStore((key) => {
  try {
    return storage().getItem(key) ?? '';
  } catch {
    // storage is off: the text lives as long as the page
    return '';
  }
});

// another tab has typed or sent: the last one wins. What is heard is not written again, so that no two tabs answer each other
const hear = ({ key, newValue }: StorageEvent): void => {
  if (key?.startsWith(prefix)) texts.write(key, newValue ?? '');
};
if (typeof window !== 'undefined') window.addEventListener('storage', hear);

/** The text of a place; '' for none. */
export const readText = (place: string): string => texts.read(keyOf(place));

/** Keeps the text of a place; '' removes it. Returns whether it outlives the page. */
export function keepText(place: string, text: string): boolean {
  const key = keyOf(place);
  texts.write(key, text);
  try {
    if (text === '') storage().removeItem(key);
    else storage().setItem(key, text);
    return true;
  } catch {
    // storage is full or off: the text lives as long as the page
    return text === '';
  }
}

/** The text of a place for all who show it. */
export const useText = (place: string): string => useDraftOf(texts, keyOf(place));

/** Removes what was typed in this browser. For signing out: the tabs that are still open forget it too. */
export function forgetTexts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
    localStorage.removeItem(personKey);
  } catch {
    // storage is off: nothing was kept
  }
  for (const key of texts.keys()) texts.write(key, '');
  person = undefined;
}

/** Former versions named a conversation or an edited text, and no person. */
const formerPlace = /^(?:edit\.)?[^.]+$/;

/** Leaves the texts of this person alone. Those of former versions are theirs where nobody else was here since. */
function keepOnly(userId: string, isSamePerson: boolean): void {
  for (const key of Object.keys(localStorage)) {
    const place = key.startsWith(prefix) ? key.slice(prefix.length) : '';
    if (place === '' || place.startsWith(`${userId}.`)) continue;
    const text = localStorage.getItem(key) ?? '';
    if (isSamePerson && formerPlace.test(place)) localStorage.setItem(`${prefix}${userId}.${place}`, text);
    localStorage.removeItem(key);
  }
}

/** Texts belong to who typed them: when another person signs in, those of the one before are removed. */
export function keepTextsOf(userId: string): void {
  if (person === userId) return;
  try {
    const before = localStorage.getItem(personKey);
    keepOnly(userId, before === null || before === userId);
    localStorage.setItem(personKey, userId);
  } catch {
    // storage is off: nothing was kept
  }
  person = userId;
}
