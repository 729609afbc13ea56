import { amountsIn } from './evidence.ts';
import { termsOf, type Unit } from './units.ts';

/** What is priced is not what is counted: "48 cars" is no price of a car. */
export function isOnlyCounted(text: string, core: string[]): boolean {
  const numbers = amountsIn(text);
  return (
    numbers.length > 0 &&
    numbers.every(({ after }) => {
      const next = /^\s+([\p{L}-]+)/u.exec(after)?.[1];
      return next !== undefined && [...termsOf(next)].some((term) => core.includes(term));
    })
  );
}

/** A number that counts it: before it, or behind it at the end of what is said ("the number of staff grew to 412"). */
export function countsNear(text: string, core: string[], unit: Unit): boolean {
  const numbers = amountsIn(text);
  if (core.length === 0) return numbers.length > 0;
  const isIn = (terms: Set<string>) => core.every((term) => terms.has(term));
  if (/[:：|]/.test(text) && isIn(unit.label)) return numbers.length > 0;
  if (text.includes('|') && isIn(unit.lead)) return numbers.length > 0;
  const counted = new Set(core.some((term) => people.has(term)) ? [...core, ...people] : core);
  const has = (words: string) => [...termsOf(words)].some((term) => counted.has(term));
  return numbers.some(({ number, before, after }) => {
    const isArticle = /^(?:one|एक|واحد|واحده)$/iu.test(number);
    const words = /^(?:[\s-]+[^\s.,;:!?()|]+){1,4}/u.exec(after)?.[0] ?? '';
    if (isArticle && !/\b(?:only|just|exactly|single)\s$/i.test(before)) return false;
    const next = words.trim().split(/[\s-]+/);
    if (!unitWord.test(next[0] ?? '') && has(next.join(' '))) return true;
    const last = before.trim().split(/\s+/).slice(-5).join(' ');
    return has(last) && /^\s*(?:[.,;)!?|]|$|(?:in|on|at|of)\s)/u.test(after) && !isArticle;
  });
}

/** Whoever is counted may be called something else. */
const people = termsOf(
  'people patients participants visitors employees members adults children men women guests inhabitants residents students',
);

/** A number of these counts nothing else. */
const unitWord =
  /^(?:mm|cm|m|km|g|kg|ml|l|litres?|liters?|met(?:re|er)s?|degrees?|percent|pages?|euros?|dollars?|pounds?|%|°)$/i;
