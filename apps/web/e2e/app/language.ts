import type { BrowserContext } from '@playwright/test';

/** English with longer words, and English from right to left. */
export const testLocales = ['en-XA', 'ar-XB'] as const;
export type TestLocale = (typeof testLocales)[number];

/** What the browser's next pages speak, as if it had been chosen there before. */
export const speak = (context: BrowserContext, locale: TestLocale): Promise<unknown> =>
  context.addInitScript((chosen) => localStorage.setItem('millrace.language', chosen), locale);
