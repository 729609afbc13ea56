import { cleanName, extensionOf } from './clean-name.ts';

/** A title as one visible line: what turns the reading direction or has no shape is left out. */
export function cleanTitle(title: string): string {
  return (
    title
      .toWellFormed()
      .normalize('NFC')
      .replace(/\s+/gu, ' ')
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u206f\ufeff]/gu, '')
      .trim() || 'Untitled'
  );
}

/** A file's name without its extension: what people call the document, and words that search can find. */
export function titleOfFile(name: string): string {
  const extension = extensionOf(name);
  return cleanTitle(name.slice(0, name.length - extension.length));
}

/** The name under which a text block is kept and downloaded. */
export const nameOfText = (title: string): string => cleanName(`${title.replaceAll(/[/\\]/g, '-').slice(0, 200)}.md`);
