/** What a search says beside its words. */
export type ParsedQuery = {
  /** All that is looked for, without its signs: for words and for meaning. */
  text: string;
  /** What stands between quotation marks. */
  phrases: string[];
  /** Beginnings of words, without their `*`. */
  prefixes: string[];
  /** Words that must not be there, without their `-`. */
  without: string[];
};

const quotes = /"([^"]*)"|“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»/gu;
const word = String.raw`[\p{L}\p{M}\p{N}]`;
const prefix = new RegExp(`(?<!\\S)(${word}{2,})\\*(?!\\S)`, 'gu');
const exclusion = new RegExp(`(?<!\\S)-(${word}[^\\s"]*)`, 'gu');
const hasWord = new RegExp(word, 'u');

/** A question in whole sentences, whose signs mean nothing. */
export const plainQuery = (text: string): ParsedQuery => ({ text, phrases: [], prefixes: [], without: [] });

/** Reads a search as people write them. Whatever it holds, it is a search: a sign that fits nowhere is only a sign. */
export function parseQuery(query: string): ParsedQuery {
  const phrases: string[] = [];
  const prefixes: string[] = [];
  const without: string[] = [];
  const rest = query
    .replace(quotes, (_all, ...groups: (string | undefined)[]) => {
      const phrase = groups.slice(0, 4).find((group) => group !== undefined) ?? '';
      if (hasWord.test(phrase)) phrases.push(phrase.trim());
      return ' ';
    })
    .replace(exclusion, (_all, excluded: string) => {
      without.push(excluded);
      return ' ';
    })
    .replace(prefix, (_all, start: string) => {
      prefixes.push(start);
      return ' ';
    });
  const text = [rest.replace(/\s+/gu, ' ').trim(), ...prefixes, ...phrases].filter(Boolean).join(' ');
  // only what must not be there finds nothing: then it was no sign
  return hasWord.test(text) ? { text, phrases, prefixes, without } : plainQuery(query);
}
