import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';

/** Words that begin with a few letters are many; these are enough to find the passages that are meant. */
const mostBeginning = 64;
/** How many of the words that look alike are looked at closely. */
const mostLike = 30;

/** Stems of the words of the workspace that begin with this; `folded` as `search_fold` leaves it. */
export async function findWordsBeginning(db: Database, workspaceId: string, folded: string): Promise<string[]> {
  if (folded === '') return [];
  const { rows } = await sql<{ lexeme: string }>`
    select distinct unnest(search_stem(word)) as lexeme from (
      select word from search_vocabulary
      where workspace_id = ${workspaceId} and word >= ${folded} and word < ${`${folded}\u{10ffff}`}
      order by word limit ${mostBeginning}
    ) beginning`.execute(db);
  return rows.map((row) => row.lexeme);
}

/** Those of these words that the workspace has; folded, as `search_fold` leaves them. */
export async function findWordsAmong(db: Database, workspaceId: string, folded: string[]): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select distinct word from search_vocabulary
    where workspace_id = ${workspaceId} and word = any(${[...new Set(folded)]}::text[])`.execute(db);
  return rows.map((row) => row.word);
}

/** Words of the workspace that share many of their letters in threes with this one, or are it with two letters changed about. */
export async function findWordsLike(db: Database, workspaceId: string, folded: string): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select word from (
      select distinct word from search_vocabulary where workspace_id = ${workspaceId}
        and (word % ${folded} or word = any(${swapped(folded)}::text[]))
    ) alike order by similarity(word, ${folded}) desc, word limit ${mostLike}`.execute(db);
  return rows.map((row) => row.word);
}

/** The word with each two letters that stand together changed about, the slip that letters in threes see worst. */
function swapped(word: string): string[] {
  const letters = [...word];
  return letters
    .slice(1)
    .map((letter, i) => [...letters.slice(0, i), letter, letters[i], ...letters.slice(i + 2)].join(''));
}
