import { defineConfig } from '@lingui/conf';
import { formatter } from '@lingui/format-po';
import { createSwcExtractor } from '@lingui/native-tools';
import { wordingExtractor } from './extract-wordings.ts';

/** What stands in a catalogue: see src/locales/README.md. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'en-XA', 'ar-XB'],
  catalogs: [
    {
      path: '<rootDir>/src/locales/{locale}',
      include: ['<rootDir>/src', '<rootDir>/../../packages/contract/src', '<rootDir>/../../packages/features/src'],
      exclude: ['**/*.test.ts'],
    },
  ],
  // without places a catalogue changes only when words do, so that two branches rarely meet in it
  format: formatter({ origins: false }),
  runtimeConfigModule: { i18n: ['#i18n', 'i18n'] },
  extractors: [wordingExtractor, createSwcExtractor()],
  // both are made from English when the pages are built; their files are empty
  pseudoLocale: [
    { locale: 'en-XA', prepend: '⟦', append: '⟧', extend: 0.4, extendCharacter: 'ẋẋẋẋ ' },
    { locale: 'ar-XB', rightToLeft: true },
  ],
});
