import type { MessageDescriptor } from '@lingui/core';
import type { LanguageChoice } from '@millrace/contract/session/language';
import { useSyncExternalStore } from 'react';
import { i18n } from './i18n.ts';
import { directionOf, type Locale, loadMessages, pickFormatLocale, pickLocale } from './locales.ts';

/** The current language. `formats` is the locale of numbers and dates; without `timeZone` times are the browser's. */
type Language = { locale: Locale; formats: string; timeZone: string | undefined; choice: LanguageChoice };

/** Stored in this browser, so that the first page is in the right language before anybody has signed in. */
const keys = { locale: 'millrace.language', timeZone: 'millrace.time-zone' };
const listeners = new Set<() => void>();

let current: Language = {
  locale: 'en',
  formats: 'en',
  timeZone: undefined,
  choice: { locale: null, timeZone: null },
};

export const currentLanguage = (): Language => current;

/** A new object whenever the language or the time zone changes. */
export const useLanguage = (): Language =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentLanguage);

export const useChoice = (): LanguageChoice => useLanguage().choice;

/** The text of a message that was defined with `msg`, where no language was known yet. */
export const translate = (message: MessageDescriptor): string => i18n._(message);

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // without storage the choice lasts as long as the page
    return null;
  }
}

function store(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // as above
  }
}

const knownZone = (timeZone: string | null): string | undefined => {
  try {
    return timeZone === null ? undefined : new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    // a zone that only a newer browser knows
    return undefined;
  }
};

async function apply(choice: LanguageChoice): Promise<void> {
  const locale = pickLocale(choice.locale, navigator.languages);
  const formats = pickFormatLocale(locale, navigator.languages);
  i18n.loadAndActivate({ locale, locales: formats, messages: await loadMessages(locale) });
  document.documentElement.lang = locale;
  document.documentElement.dir = directionOf(locale);
  current = { locale, formats, timeZone: knownZone(choice.timeZone), choice };
  for (const listener of listeners) listener();
}

/** Before the first page is drawn: the last choice in this browser. If its catalogue cannot be loaded, English remains. */
export async function startLanguage(): Promise<void> {
  const choice = { locale: stored(keys.locale), timeZone: stored(keys.timeZone) };
  await apply(choice).catch(() => apply({ ...choice, locale: 'en' }));
}

/** Applies the choice of the person or of their account. Rejects if the texts cannot be loaded; nothing changes then. */
export async function chooseLanguage(choice: LanguageChoice): Promise<void> {
  if (choice.locale === current.choice.locale && choice.timeZone === current.choice.timeZone) return;
  await apply(choice);
  store(keys.locale, choice.locale);
  store(keys.timeZone, choice.timeZone);
}
