import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';

/** The lexemes of each of these words, in their order. */
export async function stemsOf(db: Database, written: string[]): Promise<Map<string, string[]>> {
  if (written.length === 0) return new Map();
  const { rows } = await sql<{ word: string; lexemes: string[] | null }>`
    select word, (select array_agg(lexeme order by positions[1]) from unnest(search_words(word))) as lexemes
    from unnest(${[...new Set(written)]}::text[]) as word`.execute(db);
  return new Map(rows.map(({ word, lexemes }) => [word, lexemes ?? []]));
}
