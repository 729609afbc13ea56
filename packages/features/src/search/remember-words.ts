import type { Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import { foldText, isMistypable } from './fold-text.ts';
import { compoundsIn, joinWords } from './terms/written-forms.ts';

/** Words of workspaces that stand in the vocabulary for sure, so that nobody asks for them again. */
const known = new Map<string, Set<string>>();
/** Some tens of megabytes at most; then it is begun anew. */
const mostKnown = 300_000;
let knownCount = 0;

type Said = { title: string; heading?: string; text: string };

/**
 * Keeps the words of a workspace as they are written, to find what a mistyped or unfinished word may mean. Hints and no index: a word
 * whose last passage has gone stays. Nothing is unique there, so that workers who write the same words never wait for each other.
 */
export async function rememberWords(trx: Trx, workspaceId: string, texts: readonly Said[]): Promise<void> {
  const words = known.get(workspaceId);
  const news = [...wordsIn(texts)].filter((word) => !words?.has(word));
  if (news.length === 0) return;
  // what this very transaction has written may still be undone, and is asked for once more
  const { rows } = await sql<{ word: string }>`
    with news as (select word from unnest(${news}::text[]) as word),
      there as (
        select news.word, bool_or(old.xmin <> pg_current_xact_id()::xid) as stays from news
        join search_vocabulary old on old.workspace_id = ${workspaceId} and old.word = news.word group by news.word
      ),
      added as (
        insert into search_vocabulary (workspace_id, word)
        select ${workspaceId}::uuid, word from news where word not in (select word from there)
      )
    select word from there where stays`.execute(trx);
  if (rows.length > 0) keep(workspaceId, rows);
}

function keep(workspaceId: string, rows: { word: string }[]): void {
  if (knownCount + rows.length > mostKnown) {
    known.clear();
    knownCount = 0;
  }
  const words = known.get(workspaceId) ?? new Set();
  known.set(workspaceId, words);
  const before = words.size;
  for (const { word } of rows) words.add(word);
  knownCount += words.size - before;
}

function wordsIn(texts: readonly Said[]): Set<string> {
  const words = new Set<string>();
  for (const part of new Set(texts.flatMap(({ title, heading = '', text }) => [title, heading, text]))) {
    for (const word of foldText(part).split(' ')) words.add(word);
    for (const { word } of compoundsIn(part)) words.add(joinWords(word) ?? '');
  }
  return new Set([...words].filter(isMistypable));
}
