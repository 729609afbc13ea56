const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** A language as people call it, in English; what is no language stays as it is. */
export function languageName(lang: string): string {
  try {
    return names.of(lang) ?? lang;
  } catch {
    return lang;
  }
}

/** Whether a page in `lang` is wanted: `de-AT` is where `de` is, and `pt-BR` alone is not `pt-PT`. A page that does not say it is. */
export function isWantedLanguage(lang: string | null, wanted: string[] = []): boolean {
  if (wanted.length === 0 || !lang) return true;
  const said = lang.toLowerCase().replaceAll('_', '-');
  return wanted.some((one) => said === one.toLowerCase() || said.startsWith(`${one.toLowerCase()}-`));
}
