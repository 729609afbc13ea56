import type { BrowserContext } from '@playwright/test';
import type { Person } from './person.ts';

/** English with longer words, and English from right to left. */
export const testLocales = ['en-XA', 'ar-XB'] as const;
export type TestLocale = (typeof testLocales)[number];

/** Sets the language of a browser's next pages, as if chosen there before; with `person` for their account too. */
export async function speak(context: BrowserContext, locale: TestLocale, person?: Person): Promise<void> {
  await context.addInitScript((chosen) => localStorage.setItem('millrace.language', chosen), locale);
  await person?.client.session.changeLanguage.mutate({ locale, timeZone: null });
}
