import type { Messages } from '@lingui/core';
import { messages as english } from '../../locales/en.po';

/**
 * Languages the pages are written in. `testing` ones are English made longer (en-XA) and English written from right to left (ar-XB): they
 * show what a translation would break, and are offered to nobody.
 */
const languages = {
  en: { name: 'English', direction: 'ltr', testing: false, load: async () => english },
  'en-XA': {
    name: 'Longer words',
    direction: 'ltr',
    testing: true,
    load: () => load(import('../../locales/en-XA.po')),
  },
  'ar-XB': {
    name: 'Right to left',
    direction: 'rtl',
    testing: true,
    load: () => load(import('../../locales/ar-XB.po')),
  },
} as const;

export type Locale = keyof typeof languages;

const load = async (catalogue: Promise<{ messages: Messages }>): Promise<Messages> => (await catalogue).messages;

const isLocale = (value: string): value is Locale => Object.hasOwn(languages, value);

export const directionOf = (locale: Locale): 'ltr' | 'rtl' => languages[locale].direction;

/** The texts of a language, from the server unless it is English. */
export const loadMessages = (locale: Locale): Promise<Messages> => languages[locale].load();

/** What can be chosen, each by its own name; one for testing only where it was chosen already. */
export const languageOptions = (chosen: string | null): { value: string; label: string }[] =>
  Object.entries(languages)
    .filter(([locale, { testing }]) => !testing || locale === chosen)
    .map(([value, { name }]) => ({ value, label: name }));

/** The language that was chosen, else the first one that the browser asks for and we have, else English. */
export function pickLocale(chosen: string | null | undefined, wanted: readonly string[]): Locale {
  if (chosen && isLocale(chosen)) return chosen;
  const known = wanted.map((tag) => tag.split('-')[0] ?? '').find((tag) => isLocale(tag));
  return known && isLocale(known) ? known : 'en';
}

/** How numbers and dates are written: as in the browser's own country where its language is the one we speak ("en" in India: "en-IN"). */
export const pickFormatLocale = (locale: Locale, wanted: readonly string[]): string =>
  wanted.find((tag) => tag.split('-')[0] === locale) ?? locale;
