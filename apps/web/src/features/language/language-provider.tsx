import { I18nProvider } from '@lingui/react';
import { UiProvider } from '@millrace/ui/ui-provider';
import { Fragment, type ReactNode } from 'react';
import { i18n } from './i18n.ts';
import { useLanguage } from './language.ts';
import { directionOf } from './locales.ts';
import { uiWords } from './ui-words.ts';

/**
 * Texts, components and formats in the current language. Everything below is mounted again when it changes: plain functions make texts
 * too, and a page in two languages would be worse than a form that is reset.
 */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const { locale, formats, timeZone } = useLanguage();
  return (
    <I18nProvider i18n={i18n}>
      <Fragment key={`${locale} ${formats} ${timeZone}`}>
        <UiProvider words={uiWords()} direction={directionOf(locale)}>
          {children}
        </UiProvider>
      </Fragment>
    </I18nProvider>
  );
}
