import { lowered, raised, resolveRaised, withoutMarks } from './raised.ts';

/** What of the look of a stretch changes its meaning. */
export type Look = { raised?: boolean; lowered?: boolean; struck?: boolean };

/** A stretch of a paragraph; what is struck through is marked so, as it no longer holds. */
export function styledText(text: string, look: Look): string {
  const words = withoutMarks(text);
  const struck = look.struck && words.trim() !== '' ? words.replace(/^(\s*)(.*?)(\s*)$/s, '$1~~$2~~$3') : words;
  if (look.raised) return raised(struck);
  return look.lowered ? lowered(struck) : struck;
}

/** A paragraph of such stretches as it is read: 10^6, x_1, and what is struck through in one piece. */
export const joinStyled = (paragraph: string): string => resolveRaised(paragraph.replaceAll('~~~~', ''));
