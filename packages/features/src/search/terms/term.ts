/**
 * One thing that is looked for. `word` as it was written; a passage has it when it has one of the `lexemes`, one that begins with
 * `start`, or one of the `pairs` of lexemes, the second right behind the first. `isForm`: another way to write what other terms say
 * already, which may be missing.
 */
export type Term = { word: string; lexemes: string[]; start?: string; pairs?: [string, string][]; isForm?: true };

/** As a tsquery that holds just this lexeme, whatever characters it has. */
export const quoted = (lexeme: string) => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** A tsquery for a passage that has the term. */
export const probeOf = ({ lexemes, start, pairs = [] }: Term): string =>
  [
    ...lexemes.map(quoted),
    ...(start === undefined ? [] : [`${quoted(start)}:*`]),
    ...pairs.map(([first, second]) => `(${quoted(first)} <-> ${quoted(second)})`),
  ].join('|');

/** Whether a lexeme is a form that the database adds to the words as they are written. */
export const isForm = (lexeme: string): boolean => lexeme.startsWith('#');
