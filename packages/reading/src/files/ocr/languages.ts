import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The file of a language; undefined where its package is not installed. */
export function languageFile(language: string): string | undefined {
  if (!/^[a-z]{3}(?:_[a-z]+)*$/i.test(language)) return undefined;
  try {
    const folder = dirname(fileURLToPath(import.meta.resolve(`@tesseract.js-data/${language}/package.json`)));
    return join(folder, '4.0.0_best_int', `${language}.traineddata.gz`);
  } catch {
    return undefined;
  }
}

export const installed = (languages: string[]): string[] =>
  languages.filter((language) => languageFile(language) !== undefined);

export const notInstalled = (languages: string[]): string[] =>
  languages.filter((language) => languageFile(language) === undefined);
