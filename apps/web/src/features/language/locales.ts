import type { Messages } from '@lingui/core';
import { messages as english } from '../../locales/en.po';
import { loadCatalogueIds } from './catalogue-ids.ts';

/**
 * The languages of the pages. The `testing` ones are English with longer words (en-XA) and English from right to left (ar-XB): they show
 * what a translation would break and are not offered to anybody.
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

async function load(catalogue: Promise<{ messages: Messages }>): Promise<Messages> {
  const [{ messages }] = await Promise.all([catalogue, loadCatalogueIds()]);
  return messages;
}

const isLocale = (value: string): value is Locale => Object.hasOwn(languages, value);

export const directionOf = (locale: Locale): 'ltr' | 'rtl' => languages[locale].direction;

/** The texts of a language, from the server unless it is English. */
export const loadMessages = (locale: Locale): Promise<Messages> => languages[locale].load();

/** The options of the language picker, each with its own name; one for testing only if it is already chosen. */
export const languageOptions = (chosen: string | null): { value: string; label: string }[] =>
  Object.entries(languages)
    .filter(([locale, { testing }]) => !testing || locale === chosen)
    .map(([value, { name }]) => ({ value, label: name }));

/** The chosen language, else the first of the browser's languages that exists here, else English. */
export function pickLocale(chosen: string | null | undefined, wanted: readonly string[]): Locale {
  if (chosen && isLocale(chosen)) return chosen;
  const known = wanted.map((tag) => tag.split('-')[0] ?? '').find((tag) => isLocale(tag));
  return known && isLocale(known) ? known : 'en';
}

/** The locale of numbers and dates: with the browser's country if the language is the same ("en" in India: "en-IN"). */
export const pickFormatLocale = (locale: Locale, wanted: readonly string[]): string =>
  wanted.find((tag) => tag.split('-')[0] === locale) ?? locale;
