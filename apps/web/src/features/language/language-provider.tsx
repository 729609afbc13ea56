import { I18nProvider } from '@lingui/react';
import { UiProvider } from '@millrace/ui/ui-provider';
import { Fragment, type ReactNode } from 'react';
import { i18n } from './i18n.ts';
import { useLanguage } from './language.ts';
import { directionOf } from './locales.ts';
import { uiWords } from './ui-words.ts';

/**
 * Texts, components and formats in the language that holds now. What is below begins again when it changes: texts are made by plain
 * functions too, and a page half in one language is worse than a form that was left.
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
