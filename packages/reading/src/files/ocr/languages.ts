import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where Debian's packages `tesseract-ocr-…` and those of other systems put their languages. */
export const systemFolders = [
  '/usr/share/tesseract-ocr/5/tessdata',
  '/usr/share/tesseract-ocr/4.00/tessdata',
  '/usr/share/tessdata',
];

/** What a language is read with. `isPacked`: it is compressed. */
export type LanguageFile = { path: string; isPacked: boolean };

/** The file of a language: of its package of npm, else of the system; undefined where neither is installed. */
export function languageFile(language: string, folders: string[] = systemFolders): LanguageFile | undefined {
  if (!/^[a-z]{3}(?:_[a-z]+)*$/i.test(language)) return undefined;
  try {
    const folder = dirname(fileURLToPath(import.meta.resolve(`@tesseract.js-data/${language}/package.json`)));
    return { path: join(folder, '4.0.0_best_int', `${language}.traineddata.gz`), isPacked: true };
  } catch {
    const found = folders.map((folder) => join(folder, `${language}.traineddata`)).find(isThere);
    return found === undefined ? undefined : { path: found, isPacked: false };
  }
}

/** The reading process may look into the folders alone that were there when it began. */
function isThere(path: string): boolean {
  try {
    return existsSync(path);
  } catch {
    return false;
  }
}

export const installed = (languages: string[]): string[] =>
  languages.filter((language) => languageFile(language) !== undefined);

export const notInstalled = (languages: string[]): string[] =>
  languages.filter((language) => languageFile(language) === undefined);
