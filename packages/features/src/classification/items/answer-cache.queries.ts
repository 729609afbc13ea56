import { createHash } from 'node:crypto';
import type { Database, Trx } from '@millrace/db/database';
import { toJson } from '@millrace/db/to-json';
import { sql } from 'kysely';
import type { PlacedAnswer } from '../answers/fold-answers.ts';

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Everything on which an answer depends, as one key. */
export const cacheKey = (...parts: readonly unknown[]): Buffer => sha256(JSON.stringify(parts));

/** What the cache has of these keys, by their hexadecimal form. */
export async function findCached(
  db: Database,
  workspaceId: string,
  keys: readonly Buffer[],
): Promise<Map<string, PlacedAnswer>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom('answerCache')
    .where('workspaceId', '=', workspaceId)
    .where('key', 'in', [...keys])
    .select(['key', 'answer'])
    .execute();
  return new Map(rows.map(({ key, answer }) => [key.toString('hex'), answer as PlacedAnswer]));
}

/** Keeps answers for whoever asks the same again. */
export async function keepAnswers(
  trx: Trx,
  workspaceId: string,
  answers: readonly { key: string; answer: PlacedAnswer }[],
): Promise<void> {
  if (answers.length === 0) return;
  await sql`insert into answer_cache (workspace_id, key, answer, created_at)
    select ${workspaceId}, decode(key, 'hex'), answer, now()
    from jsonb_to_recordset(${toJson(answers)}::jsonb) as kept (key text, answer jsonb)
    on conflict do nothing`.execute(trx);
}
